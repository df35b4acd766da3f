"use strict";

const list = document.getElementById("accounts");
const link = document.getElementById("link");
const template = document.getElementById("account");
const cards = new Map();

function card(name) {
  let known = cards.get(name);
  if (!known) {
    known = template.content.firstElementChild.cloneNode(true);
    known.querySelector("h2").textContent = name;
    known.querySelector("form").addEventListener("submit", event => answer(event, name));
    cards.set(name, known);
    list.append(known);
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

const events = new EventSource("events");
events.addEventListener("open", () => { link.textContent = "live"; });
events.addEventListener("error", () => { link.textContent = "cut off, trying again…"; });
events.addEventListener("accounts", refresh);
