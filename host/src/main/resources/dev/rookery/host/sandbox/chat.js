"use strict";

// The page of the sandbox: shows what the control API tells and plays the people of the world. Everything that people
// or bots have written goes into the page as text, never as markup.

const FACES = new Map(
  ("0惊讶 1撇嘴 2色 3发呆 4得意 5流泪 6害羞 7闭嘴 8睡 9大哭 10尴尬 11发怒 12调皮 13呲牙 14微笑 21飞吻 23跳跳 25发抖 " +
   "26怄火 27爱情 29足球 32西瓜 33玫瑰 34凋谢 36爱心 37心碎 38蛋糕 39礼物 42太阳 45月亮 46强 47弱 50难过 51酷 53抓狂 " +
   "54吐 55惊恐 56流汗 57憨笑 58大兵 59猪头 62拥抱 63咖啡 64饭 71握手 72便便 73偷笑 74可爱 75白眼 76傲慢 77饥饿 78困 " +
   "79奋斗 80咒骂 81疑问 82嘘 83晕 84折磨 85衰 86骷髅 87敲打 88再见 91闪电 92炸弹 93刀 95胜利 96冷汗 97擦汗 98抠鼻 " +
   "99鼓掌 100糗大了 101坏笑 102左哼哼 103右哼哼 104哈欠 105鄙视 106委屈 107快哭了 108阴险 109亲亲 110吓 111可怜 " +
   "112菜刀 113啤酒 114篮球 115乒乓 116示爱 117瓢虫 118抱拳 119勾引 120拳头 121差劲 122爱你 123NO 124OK 125转圈 " +
   "126磕头 127回头 128跳绳 129挥手 130激动 131街舞 132献吻 133左太极 134右太极")
    .split(" ").map(entry => /^(\d+)(.+)$/.exec(entry)).map(([, id, name]) => [Number(id), name]));
const FACE_IDS = new Map([...FACES].map(([id, name]) => [name, id]));

const SECTIONS = [["friend", "Friends"], ["group", "Groups"], ["discussion", "Discussions"]];
const REFRESH_MS = 5000;
const SAME_BREATH_MS = 3 * 60 * 1000;

const $ = id => document.getElementById(id);
const narrow = matchMedia("(max-width: 700px)");
const time = new Intl.DateTimeFormat(undefined, {hour: "2-digit", minute: "2-digit"});
const day = new Intl.DateTimeFormat(undefined, {weekday: "long", day: "numeric", month: "long"});

let state = null;
let chat = "";
let shown = new Set();
let lastShown = null;
let speakers = {};
let unread = {};

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

async function call(path, body) {
  const options = body === undefined ? {} :
    {method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify(body)};
  const response = await fetch(path, options);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

function contact(key) {
  return state ? state.contacts.find(one => one.chat === key) : undefined;
}

// --- what the sandbox says about itself ---

async function refresh() {
  try {
    const next = await call("/sandbox/state");
    const other = !state || state.instance !== next.instance;
    state = next;
    if (other) forgetOlderSandbox();
  } catch (failure) {
    showStatus("lost", "no answer from the sandbox");
    return;
  }
  showContacts();
  showBot();
  if (!contact(chat)) followAddress();
}

function forgetOlderSandbox() {
  const key = "unread " + state.instance;
  unread = JSON.parse(sessionStorage.getItem(key) || "{}");
  if (chat) openChat(chat);
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
  return line.segments.map(part => part.type === "face" ? faceName(part.id) : part.text).join("").replace(/\s+/g, " ");
}

function faceName(id) {
  return "[" + (FACES.get(id) || "face " + id) + "]";
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

function stamp(millis) {
  const made = element("time", "", time.format(millis));
  made.dateTime = new Date(millis).toISOString();
  return made;
}

function markRead(key) {
  delete unread[key];
  sessionStorage.setItem("unread " + state.instance, JSON.stringify(unread));
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
  markRead(key);
  showContacts();
  try {
    const history = await call("/sandbox/history?chat=" + encodeURIComponent(key));
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
    bubble.append(part.type === "face" ? element("span", "face", faceName(part.id)) : part.text);
  }
  bubble.title = new Date(line.time).toLocaleString();
  item.append(line.bot ? botAvatar() : avatar("friend:" + line.from, line.name, "friend"), head, bubble);
  log.append(item);
  lastShown = line;
  if (atEnd) log.scrollTop = log.scrollHeight;
}

function heard(line) {
  const one = contact(line.chat);
  if (one) one.last = line;
  if (line.chat === chat) {
    show(line);
  }
  if (line.bot && (line.chat !== chat || document.hidden) && state) {
    unread[line.chat] = (unread[line.chat] || 0) + 1;
    sessionStorage.setItem("unread " + state.instance, JSON.stringify(unread));
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
  const typed = text.replace(/\[([^[\]]{1,4})\]/g, (all, name) => FACE_IDS.has(name) ? "[face:" + FACE_IDS.get(name) + "]" : all);
  field.value = "";
  fit();
  try {
    showError("");
    await call("/sandbox/say", {chat, from: Number($("speaker").value), text: typed});
  } catch (failure) {
    if (!field.value) field.value = text;
    showError("Not said: " + failure.message);
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
$("speaker").addEventListener("change", () => { speakers[chat] = $("speaker").value; });
$("scan").addEventListener("click", async () => {
  $("scan").disabled = true;
  try {
    await call("/sandbox/scan", {});
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

const events = new EventSource("/sandbox/events");
events.addEventListener("open", refresh);
events.addEventListener("open", () => { if (chat && state) catchUp(); });
events.addEventListener("message", event => heard(JSON.parse(event.data)));
events.addEventListener("state", refresh);
events.addEventListener("error", () => showStatus("lost", "no answer from the sandbox"));
setInterval(() => { if (!document.hidden && events.readyState === EventSource.OPEN) refresh(); }, REFRESH_MS);

// What was said while the stream was broken is in the history.
async function catchUp() {
  const key = chat;
  const history = await call("/sandbox/history?chat=" + encodeURIComponent(key)).catch(() => ({lines: []}));
  if (key === chat) history.lines.forEach(show);
}
