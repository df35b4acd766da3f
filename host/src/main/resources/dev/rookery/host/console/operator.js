"use strict";

const accounts = document.getElementById("accounts");
const link = document.getElementById("link");
const cards = new Map();

/** How often what nobody is told of is looked at again, while somebody can see it. */
const LOOK_AGAIN_MS = 5000;

function made(template) {
  return document.getElementById(template).content.firstElementChild.cloneNode(true);
}

function card(name) {
  let known = cards.get(name);
  if (!known) {
    known = made("account");
    known.querySelector("h3").textContent = name;
    known.querySelector("form").addEventListener("submit", event => answer(event, name));
    cards.set(name, known);
    accounts.append(known);
  }
  return known;
}

async function answer(event, name) {
  event.preventDefault();
  const form = event.target;
  const said = form.querySelector("output");
  said.textContent = "sending…";
  try {
    const response = await fetch("accounts/" + encodeURIComponent(name) + "/answer", {
      method: "POST",
      body: new URLSearchParams({ text: form.elements.text.value }),
    });
    said.textContent = await response.text();
    form.elements.text.value = "";
  } catch (failure) {
    said.textContent = "not sent: the host does not answer";
  }
}

function show(account) {
  const shown = card(account.name);
  shown.className = account.state;
  shown.querySelector(".state").textContent = account.words + (account.reason ? ": " + account.reason : "");
  const attention = account.attention;
  shown.querySelector(".attention").hidden = !attention;
  if (attention) {
    shown.querySelector(".summary").textContent = attention.summary;
    const picture = shown.querySelector("img");
    const captcha = attention.need === "TYPE_CAPTCHA";
    picture.hidden = !attention.picture;
    picture.alt = captcha ? "the letters to type" : "the QR code to scan";
    const source = "accounts/" + encodeURIComponent(account.name) + "/picture?" + attention.picture;
    if (attention.picture && picture.getAttribute("src") !== source) {
      picture.setAttribute("src", source);
      shown.querySelector("output").textContent = "";
    }
    shown.querySelector("form").hidden = !captcha;
  }
  const entries = account.history.map(entry => {
    const line = document.createElement("li");
    line.textContent = new Date(entry.at).toLocaleString() + "  " + entry.text;
    return line;
  });
  shown.querySelector("ol").replaceChildren(...entries);
}

let asking = false;
let again = false;

async function refresh() {
  if (asking) {
    again = true;
    return;
  }
  asking = true;
  try {
    const response = await fetch("accounts");
    (await response.json()).forEach(show);
  } catch (failure) {
    link.textContent = "the host does not answer";
  } finally {
    asking = false;
    if (again) {
      again = false;
      refresh();
    }
  }
}

const plugins = document.getElementById("plugins");
const messages = document.getElementById("messages");
const pluginCards = new Map();

function pluginCard(plugin) {
  let known = pluginCards.get(plugin.file);
  if (!known) {
    known = made("plugin");
    known.querySelector("details").addEventListener("toggle", () => explain(plugin.file));
    pluginCards.set(plugin.file, known);
  }
  known.dataset.id = plugin.id;
  return known;
}

async function explain(file) {
  const shown = pluginCards.get(file);
  if (shown && shown.querySelector("details").open) {
    const response = await fetch("plugins/" + encodeURIComponent(shown.dataset.id));
    shown.querySelector("pre").textContent = await response.text();
  }
}

function item(text) {
  const line = document.createElement("li");
  line.textContent = text;
  return line;
}

function showPlugins(rows) {
  const files = rows.map(row => row.file);
  for (const [file, shown] of pluginCards) {
    if (!files.includes(file)) {
      shown.remove();
      pluginCards.delete(file);
    }
  }
  for (const row of rows) {
    const shown = pluginCard(row);
    shown.className = row.state;
    shown.querySelector("h3").textContent = row.id ? row.id + " " + row.version : row.file;
    shown.querySelector(".state").textContent = row.state.toLowerCase() + (row.reason ? ": " + row.reason : "");
    shown.querySelector(".notes").replaceChildren(...row.notes.map(item));
    shown.querySelector("details").hidden = !row.id;
    if (!shown.isConnected) {
      plugins.append(shown);
    }
    explain(row.file);
  }
}

let told = null;

/** A line that is not indented begins a message, the others are what became of it. */
function showMessages(text) {
  if (text === told) {
    return;
  }
  told = text;
  const shown = [];
  for (const line of text.trimEnd().split("\n")) {
    if (!line.startsWith("  ")) {
      shown.push(made("message"));
      shown[shown.length - 1].querySelector("h3").textContent = line;
    } else if (shown.length > 0) {
      shown[shown.length - 1].querySelector("ul").append(item(line.trim()));
    }
  }
  messages.replaceChildren(...shown.reverse());
}

let about = "";

async function look() {
  try {
    showPlugins(await (await fetch("plugins")).json());
    const asked = about;
    const text = await (await fetch("messages?" + new URLSearchParams({ about: asked }))).text();
    if (asked === about) {
      showMessages(text);
    }
  } catch (failure) {
    link.textContent = "the host does not answer";
  }
}

document.getElementById("why").addEventListener("submit", event => {
  event.preventDefault();
  about = event.target.elements.about.value;
  look();
});

document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
setInterval(() => { if (!document.hidden) look(); }, LOOK_AGAIN_MS);
look();

const events = new EventSource("events");
events.addEventListener("open", () => { link.textContent = "live"; });
events.addEventListener("error", () => { link.textContent = "cut off, trying again…"; });
events.addEventListener("accounts", refresh);
