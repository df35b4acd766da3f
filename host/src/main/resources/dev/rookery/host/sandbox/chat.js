"use strict";

// The page of the sandbox: shows what the control API tells and plays the people of the world. Everything that people
// or bots have written goes into the page as text, never as markup.

import {$, call, element, forAccount, memory, stamp} from "/api.js";
import {faceElement, faceName, fillPicker, withFaces} from "/faces.js";
import {faultsChanged} from "/faults.js";
import {showAccount, showAccounts, showMembers, startTools} from "/tools.js";
import {resumeTrace, traced} from "/trace.js";

const SECTIONS = [["friend", "Friends"], ["group", "Groups"], ["discussion", "Discussions"], ["session", "Strangers"]];
const REFRESH_MS = 5000;
const MAX_PICTURE = 600_000;
const SAME_BREATH_MS = 3 * 60 * 1000;

const narrow = matchMedia("(max-width: 700px)");
const day = new Intl.DateTimeFormat(undefined, {weekday: "long", day: "numeric", month: "long"});

let state = null;
let chat = "";
let shown = new Set();
let lastShown = null;
let speakers = {};
let unread = {};

function contact(key) {
  return state ? state.contacts.find(one => one.chat === key) : undefined;
}

// --- what the sandbox says about itself ---

async function refresh() {
  try {
    const next = await call(forAccount("/sandbox/state"));
    const other = !state || state.instance !== next.instance;
    state = next;
    if (other) forgetOlderSandbox();
  } catch (failure) {
    showStatus("lost", "no answer from the sandbox");
    return;
  }
  showContacts();
  showBot();
  showAccount(state);
  showAccounts(state);
  if (contact(chat)) showPeople(contact(chat));
  if (!contact(chat)) followAddress();
}

function forgetOlderSandbox() {
  unread = memory.get(unreadKey(), {});
  startTools();
  resumeTrace(true);
  if (chat) openChat(chat);
}

function unreadKey() {
  return "unread " + state.instance + " " + state.account.qq;
}

function showStatus(kind, text) {
  $("status").className = kind;
  $("status-text").textContent = text;
}

function showBot() {
  const name = state.account.nick;
  const qr = state.online ? null : state.qr;
  const waiting = state.waiting === 1 ? "1 message waits" : state.waiting + " messages wait";
  $("qr").hidden = !qr || qr.state !== "waiting";
  $("scan").hidden = !qr || qr.state !== "waiting" || state.autoScan;
  const letters = state.online ? null : state.captcha?.letters;
  $("captcha").hidden = !letters;
  $("captcha-letters").textContent = letters || "";
  $("notice").hidden = state.online;
  if (state.online) {
    showStatus("online", name + " is on line");
  } else if (qr && qr.state === "waiting") {
    showStatus("waiting", name + " waits for a scan");
    if (!$("qr").src.endsWith(qr.picture)) $("qr").src = qr.picture;
    $("notice-text").textContent = "A bot wants to sign in as " + name +
      ". It shows this QR code and waits for somebody to scan it.";
  } else if (qr) {
    showStatus("waiting", name + " is signing in");
    $("notice-text").textContent = "Scanned. " + name + " is signing in.";
  } else {
    showStatus("offline", name + " is off line");
    $("notice-text").textContent = "No bot is signed in as " + name + ". Start one with the endpoint " +
      location.origin + ". What you say meanwhile " + (state.waiting ? "waits for it: " + waiting + "." : "waits for it.");
  }
}

// --- contacts ---

function tone(key) {
  let sum = 0;
  for (const char of key) sum = (sum * 31 + char.codePointAt(0)) % 9973;
  return "tone" + sum % 6;
}

function avatar(key, name, kind) {
  const made = element("span", "avatar " + tone(key) + (kind === "friend" ? "" : " group"), [...name][0]);
  made.setAttribute("aria-hidden", "true");
  return made;
}

function botAvatar() {
  const made = element("span", "avatar bot");
  const image = element("img");
  image.src = "/icon.svg";
  image.alt = "";
  made.append(image);
  return made;
}

function plain(line) {
  return line.segments.map(part => part.type === "face" ? faceName(part.id) : part.text ?? "[picture]").join("")
    .replace(/\s+/g, " ");
}

function showContacts() {
  const list = $("contact-list");
  const focused = document.activeElement?.closest?.(".contact")?.dataset.chat;
  list.replaceChildren();
  for (const [kind, title] of SECTIONS) {
    const members = state.contacts.filter(one => one.kind === kind);
    if (!members.length) continue;
    const section = element("ul");
    section.setAttribute("aria-label", title);
    for (const one of members) {
      const item = element("li");
      item.append(contactLink(one));
      section.append(item);
    }
    list.append(element("h3", "", title), section);
  }
  if (focused) [...list.querySelectorAll(".contact")].find(link => link.dataset.chat === focused)?.focus();
  const total = Object.values(unread).reduce((sum, count) => sum + count, 0);
  document.title = (total ? "(" + total + ") " : "") + "Rookery sandbox";
}

function contactLink(one) {
  const link = element("a", "contact");
  link.href = "#" + one.chat;
  link.dataset.chat = one.chat;
  if (one.chat === chat) link.setAttribute("aria-current", "true");
  link.append(avatar(one.chat, one.name, one.kind), element("span", "name", one.name));
  if (one.last) {
    link.append(element("span", "last", one.last.name + ": " + plain(one.last)), stamp(one.last.time));
  } else {
    link.classList.add("silent");
  }
  if (unread[one.chat]) {
    const mark = element("span", "unread", unread[one.chat]);
    mark.setAttribute("aria-label", unread[one.chat] + " unread");
    link.append(mark);
  }
  return link;
}

function markRead(key) {
  delete unread[key];
  memory.set(unreadKey(), unread);
}

// --- one conversation ---

function followAddress() {
  const wanted = decodeURIComponent(location.hash.slice(1));
  if (contact(wanted)) {
    openChat(wanted);
  } else if (!narrow.matches && state?.contacts.length) {
    openChat(state.contacts[0].chat);
  } else {
    chat = "";
    document.body.classList.remove("in-chat");
    showMembers(state, null);
    if (state) showContacts();
  }
}

async function openChat(key) {
  chat = key;
  shown = new Set();
  lastShown = null;
  const one = contact(key);
  if (!one) return;
  document.body.classList.add("in-chat");
  $("log").replaceChildren();
  $("chat-name").textContent = one.name;
  $("chat-detail").textContent = one.kind === "friend" ? "friend"
    : one.kind + " with " + [state.account.nick, ...one.members.map(member => member.name)].join(", ");
  $("empty").textContent = "Nothing has been said here yet. " + (one.kind === "friend"
    ? "Say something to " + state.account.nick + "."
    : "Call " + state.account.nick + " by name to be answered: ping " + state.account.nick);
  $("empty").hidden = false;
  $("composer").hidden = false;
  showSpeakers(one);
  showPeople(one);
  markRead(key);
  showContacts();
  try {
    const history = await call(forAccount("/sandbox/history?chat=" + encodeURIComponent(key)));
    if (chat !== key) return;
    history.lines.forEach(show);
    $("log").scrollTo({top: $("log").scrollHeight, behavior: "instant"});
  } catch (failure) {
    showError(failure.message);
  }
  if (!narrow.matches) $("text").focus();
}

function showSpeakers(one) {
  const picker = $("speaker");
  picker.replaceChildren(...one.members.map(member => {
    const option = element("option", "", member.name);
    option.value = member.uin;
    return option;
  }));
  if (speakers[one.chat]) picker.value = speakers[one.chat];
  $("voice").hidden = one.members.length < 2;
}

function showPeople(one) {
  showMembers(state, one, member => member ? avatar("friend:" + member.uin, member.name, "friend") : botAvatar(), speakAs);
}

function speakAs(member) {
  if (!contact(chat)?.members.some(one => one.uin === member.uin)) return;
  $("speaker").value = member.uin;
  speakers[chat] = $("speaker").value;
  $("text").focus();
}

function show(line) {
  if (shown.has(line.seq)) return;
  shown.add(line.seq);
  const log = $("log");
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  if (!lastShown || day.format(lastShown.time) !== day.format(line.time)) {
    log.append(element("li", "day", day.format(line.time)));
    lastShown = null;
  }
  const again = lastShown && lastShown.from === line.from && line.time - lastShown.time < SAME_BREATH_MS;
  const item = element("li", "message" + (line.bot ? "" : " mine") + (again ? " again" : ""));
  const head = element("div", "head");
  head.append(element("b", "", line.name), stamp(line.time));
  const bubble = element("div", "bubble");
  for (const part of line.segments) {
    bubble.append(part.type === "face" ? faceElement(part.id) : part.text ?? picture(part));
  }
  bubble.title = new Date(line.time).toLocaleString();
  item.append(line.bot ? botAvatar() : avatar("friend:" + line.from, line.name, "friend"), head, bubble);
  log.append(item);
  lastShown = line;
  if (atEnd) log.scrollTop = log.scrollHeight;
}

function picture(part) {
  const image = element("img", "picture");
  image.alt = "picture " + (part.name || "");
  image.title = part.name || "";
  image.src = forAccount("/sandbox/file?" + (part.path ? "path=" : "name=") + encodeURIComponent(part.path || part.name));
  image.addEventListener("load", () => {
    const log = $("log");
    if (log.scrollHeight - log.scrollTop - log.clientHeight < image.height + 120) log.scrollTop = log.scrollHeight;
  });
  image.addEventListener("error", () => image.replaceWith(element("span", "face unknown", "[" + image.alt + "]")));
  return image;
}

function heard(line) {
  const one = contact(line.chat);
  if (one) one.last = line;
  if (line.chat === chat) {
    show(line);
  }
  if (line.bot && (line.chat !== chat || document.hidden) && state) {
    unread[line.chat] = (unread[line.chat] || 0) + 1;
    memory.set(unreadKey(), unread);
  }
  if (state) showContacts();
}

// --- speaking ---

function showError(text) {
  $("error").textContent = text;
  $("error").hidden = !text;
}

async function say() {
  const field = $("text");
  const text = field.value.replace(/\s+$/, "");
  if (!text || !chat) return;
  field.value = "";
  fit();
  try {
    showError("");
    await call(forAccount("/sandbox/say"), {chat, from: Number($("speaker").value), text: withFaces(text)});
  } catch (failure) {
    if (!field.value) field.value = text;
    showError("Not said: " + failure.message);
  }
}

// The picture goes as a message of its own.
async function sayPicture(file) {
  if (!file || !chat) return;
  if (file.size > MAX_PICTURE) {
    showError("Not sent: " + file.name + " has " + file.size + " bytes (expected: " + MAX_PICTURE + " at most)");
    return;
  }
  const address = await new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(reader.result));
    reader.addEventListener("error", () => reject(reader.error));
    reader.readAsDataURL(file);
  });
  const segments = [{type: "picture", data: address.slice(address.indexOf(",") + 1)}];
  try {
    showError("");
    await call(forAccount("/sandbox/say"), {chat, from: Number($("speaker").value), segments});
  } catch (failure) {
    showError("Not sent: " + failure.message);
  }
}

function fit() {
  const field = $("text");
  field.style.height = "auto";
  field.style.height = field.scrollHeight + 2 + "px";
}

$("composer").addEventListener("submit", event => {
  event.preventDefault();
  say();
});
$("text").addEventListener("input", fit);
$("text").addEventListener("keydown", event => {
  // While an input method composes a character, Enter belongs to it.
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    say();
  }
});
fillPicker($("picker"), name => {
  const field = $("text");
  field.setRangeText(name, field.selectionStart, field.selectionEnd, "end");
  fit();
  field.focus();
});
$("attach").addEventListener("click", () => $("picture").click());
$("picture").addEventListener("change", () => {
  sayPicture($("picture").files[0]).catch(failure => showError("Not sent: " + failure.message));
  $("picture").value = "";
});
$("text").addEventListener("paste", event => {
  const file = [...event.clipboardData.files].find(one => one.type.startsWith("image/"));
  if (!file) return;
  event.preventDefault();
  sayPicture(file).catch(failure => showError("Not sent: " + failure.message));
});
$("faces").addEventListener("click", () => {
  $("picker").hidden = !$("picker").hidden;
  $("faces").setAttribute("aria-expanded", !$("picker").hidden);
});
$("composer").addEventListener("keydown", event => {
  if (event.key === "Escape" && !$("picker").hidden) {
    $("faces").click();
    $("faces").focus();
  }
});
$("speaker").addEventListener("change", () => { speakers[chat] = $("speaker").value; });
$("scan").addEventListener("click", async () => {
  $("scan").disabled = true;
  try {
    await call(forAccount("/sandbox/scan"), {});
  } catch (failure) {
    showError(failure.message);
  }
  $("scan").disabled = false;
});
addEventListener("hashchange", followAddress);
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && chat && state) {
    markRead(chat);
    refresh();
  }
});

// --- what happens ---

const events = new EventSource(forAccount("/sandbox/events?trace=1"));
events.addEventListener("open", () => {
  refresh();
  if (chat && state) catchUp();
  if (state) resumeTrace(false);
});
events.addEventListener("message", event => heard(JSON.parse(event.data)));
events.addEventListener("state", refreshSoon);
events.addEventListener("request", event => {
  const entry = JSON.parse(event.data);
  traced(entry);
  if (entry.faults.length) faultsChanged();
});
events.addEventListener("error", () => showStatus("lost", "no answer from the sandbox"));
setInterval(() => { if (!document.hidden && events.readyState === EventSource.OPEN) refresh(); }, REFRESH_MS);

// Many changes at once are looked at once.
let refreshDue = null;

function refreshSoon() {
  refreshDue ??= setTimeout(() => {
    refreshDue = null;
    refresh();
  }, 50);
}

// What was said while the stream was broken is in the history.
async function catchUp() {
  const key = chat;
  const history = await call(forAccount("/sandbox/history?chat=" + encodeURIComponent(key))).catch(() => ({lines: []}));
  if (key === chat) history.lines.forEach(show);
}
