"use strict";

import {$, call, element, forAccount, memory} from "/api.js";
import {loadKinds, faultsChanged} from "/faults.js";

// The panel beside the conversation: who is in the chat, how the account is, what goes wrong, what bots ask.

const TABS = ["members", "account", "faults", "requests"];
const MAX_ACCOUNTS = 200;
const wide = matchMedia("(min-width: 1100px)");

let shownPeople = "";
let shownInstance = "";

function choose(tab) {
  for (const one of TABS) {
    $("tab-" + one).setAttribute("aria-selected", one === tab);
    $("tab-" + one).tabIndex = one === tab ? 0 : -1;
    $("panel-" + one).hidden = one !== tab;
  }
  memory.set("tab", tab);
  faultsChanged();
}

function openTools(open) {
  $("tools").hidden = !open;
  document.body.classList.toggle("in-tools", open);
  document.querySelectorAll(".tools-toggle").forEach(button => button.setAttribute("aria-expanded", open));
  memory.set("tools", open);
}

for (const tab of TABS) {
  $("tab-" + tab).addEventListener("click", () => choose(tab));
  $("tab-" + tab).addEventListener("keydown", event => {
    const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
    if (!step) return;
    event.preventDefault();
    const next = TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length];
    choose(next);
    $("tab-" + next).focus();
  });
}
document.querySelectorAll(".tools-toggle").forEach(button => button.addEventListener("click", () => {
  openTools($("tools").hidden);
  if (!$("tools").hidden) document.querySelector("[role=tab][aria-selected=true]").focus();
}));
$("close-tools").addEventListener("click", () => {
  openTools(false);
  [...document.querySelectorAll(".tools-toggle")].find(button => button.offsetParent)?.focus();
});
$("tools").addEventListener("keydown", event => { if (event.key === "Escape") $("close-tools").click(); });

/** Who is in the chat: the bot, and all who can speak; choosing one speaks as that one. */
export function showMembers(state, chat, avatar, speakAs) {
  const people = JSON.stringify([state.account, chat?.chat, chat?.members]);
  if (people === shownPeople) return;
  shownPeople = people;
  $("no-members").hidden = Boolean(chat);
  if (!chat) {
    $("members").replaceChildren();
    return;
  }
  const bot = element("li", "", avatar(null), element("span", "", state.account.nick, element("small", "", "the bot · " + state.account.qq)));
  $("members").replaceChildren(bot, ...chat.members.map(member => {
    const button = element("button", "member", avatar(member),
      element("span", "", member.name, element("small", "", member.uin)));
    button.type = "button";
    button.title = "Speak as " + member.name;
    button.addEventListener("click", () => speakAs(member));
    return element("li", "", button);
  }));
  const more = (chat.size || 0) - chat.members.length - 1;
  if (more > 0) $("members").append(element("li", "hint", "and " + more + " more"));
}

/** How the account is. */
export function showAccount(state) {
  const session = state.sessions[0];
  const facts = [
    ["number", state.account.qq],
    ["nickname", state.account.nick],
    ["state", state.online ? "on line" : session ? "has a session, but does not poll" : "no session"],
    ["session", session && "era " + session.era + ", since " + new Date(session.since).toLocaleTimeString() + ", " +
      session.polls + (session.polls === 1 ? " poll" : " polls")],
    ["messages that wait", state.waiting],
    ["QR code", state.autoScan ? "counts as scanned at once" : state.qr ? state.qr.state : "none waits"],
    ["captcha", state.captcha?.wanted ? "wanted" + (state.captcha.letters ? ": " + state.captcha.letters : "") : null],
  ];
  $("account-facts").replaceChildren(...facts.filter(([, value]) => value !== undefined && value !== null)
    .flatMap(([name, value]) => [element("dt", "", name), element("dd", "", value)]));
  $("drop").disabled = !session;
}

/** Lets another account be chosen when there are several. */
export async function showAccounts(state) {
  $("switcher").hidden = !(state.accounts > 1);
  $("fault-account-only").hidden = !(state.accounts > 1);
  if (!$("switcher").hidden && shownInstance !== state.instance) {
    shownInstance = state.instance;
    $("fault-account").value = state.account.qq;
    await listAccounts(String(state.account.qq));
  }
}

// There may be thousands of them, so they are asked for once.
async function listAccounts(own) {
  const picker = $("account-picker");
  const {accounts} = await call("/sandbox/accounts").catch(() => ({accounts: []}));
  const listed = accounts.filter((one, at) => at < MAX_ACCOUNTS || String(one.qq) === own);
  picker.replaceChildren(...listed.map(one => {
    const option = element("option", "", one.nick, " ", one.qq);
    option.value = one.qq;
    return option;
  }));
  picker.value = own;
}

$("account-picker").addEventListener("change", () => {
  location.href = "/?account=" + encodeURIComponent($("account-picker").value) + location.hash;
});

for (const [button, logins] of [["drop", false], ["forget", true]]) {
  $(button).addEventListener("click", () => call(forAccount("/sandbox/drop"), {logins}).catch(() => {}));
}

/** Once the sandbox answers. */
export function startTools() {
  loadKinds().catch(() => {});
}

choose(TABS.includes(memory.get("tab")) ? memory.get("tab") : "members");
openTools(wide.matches && memory.get("tools", true));
