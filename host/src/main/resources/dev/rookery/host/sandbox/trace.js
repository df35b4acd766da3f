"use strict";

import {$, call, element, stamp} from "/api.js";

// The requests of bots as they come, in the panel of that name. Secrets are masked by the server.

const MAX_ROWS = 500;

const rows = new Map();
let paused = false;
let missed = 0;

/** Shows a request that has begun or ended. */
export function traced(entry) {
  if (paused) {
    if (entry.end !== "open") missed++;
    showPause();
    return;
  }
  show(entry);
}

function show(entry) {
  const list = $("requests");
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 60;
  const known = rows.get(entry.n);
  const row = known?.row || element("li", "request");
  row.dataset.n = entry.n;
  rows.set(entry.n, {row, text: textOf(entry)});
  fill(row, entry);
  row.hidden = !fits(rows.get(entry.n).text);
  if (!known) {
    insert(list, row, entry.n);
    while (rows.size > MAX_ROWS) {
      const oldest = list.firstElementChild;
      rows.delete(Number(oldest.dataset.n));
      oldest.remove();
    }
  }
  $("no-requests").hidden = true;
  if (atEnd) list.scrollTop = list.scrollHeight;
}

// In order, since what was there before the page may come after what happens now.
function insert(list, row, number) {
  let before = list.lastElementChild;
  while (before && Number(before.dataset.n) > number) before = before.previousElementSibling;
  if (before) before.after(row);
  else list.prepend(row);
}

function fill(row, entry) {
  const opened = row.querySelector("details")?.open || false;
  const details = element("details");
  details.open = opened;
  const summary = element("summary", "",
    stamp(entry.time, true),
    element("span", "method", entry.method),
    element("span", "path", entry.path.slice(entry.path.lastIndexOf("/") + 1) || entry.path),
    ...entry.faults.map(kind => element("span", "struck", kind)),
    element("span", "outcome " + tone(entry), outcome(entry)),
    element("span", "took", entry.end === "open" ? "" : entry.millis + " ms"));
  details.append(summary, facts(entry));
  const focused = row.contains(document.activeElement);
  row.replaceChildren(details);
  if (focused) summary.focus();
}

function outcome(entry) {
  if (entry.end === "open") return "open";
  if (entry.end === "peer gone") return "client left";
  if (entry.end !== "answered") return entry.end === "aborted" ? "cut off" : "by fault";
  return entry.code && entry.code !== "0" ? entry.code : entry.status;
}

function tone(entry) {
  if (entry.end === "open") return "open";
  return entry.end === "answered" && entry.status < 400 && (!entry.code || ["0", "66", "67"].includes(entry.code))
    ? "fine" : "wrong";
}

function facts(entry) {
  const list = element("dl");
  const fact = (name, value) => {
    if (value) list.append(element("dt", "", name), element("dd", "", value));
  };
  fact("to", entry.host + entry.path);
  fact("status", entry.status);
  fact("account", entry.account);
  Object.entries(entry.query).forEach(([name, value]) => fact("? " + name, value || "(empty)"));
  Object.entries(entry.form).forEach(([name, value]) => fact(name, value || "(empty)"));
  fact("answer", entry.answer);
  return list;
}

function textOf(entry) {
  return [entry.method, entry.host, entry.path, entry.account, entry.status, entry.code, entry.end, ...entry.faults,
    JSON.stringify(entry.query), JSON.stringify(entry.form), entry.answer].join(" ").toLowerCase();
}

/** Every word must be there; one with a minus in front must not. */
function fits(text) {
  return $("request-filter").value.toLowerCase().split(/\s+/).filter(Boolean)
    .every(word => word.startsWith("-") && word.length > 1 ? !text.includes(word.slice(1)) : text.includes(word));
}

function showPause() {
  $("pause").setAttribute("aria-pressed", paused);
  $("pause").textContent = paused ? "Resume" + (missed ? " (" + missed + " more)" : "") : "Pause";
}

async function load() {
  const last = Math.max(0, ...rows.keys());
  const trace = await call("/sandbox/trace?since=" + (rows.size ? last - 50 : 0)).catch(() => ({requests: []}));
  trace.requests.forEach(show);
}

/** The stream of events is there, again or for the first time; {@code other} tells that the sandbox is another one. */
export function resumeTrace(other) {
  if (other) clear();
  if (!paused) load();
}

function clear() {
  rows.clear();
  $("requests").replaceChildren();
  $("no-requests").hidden = false;
}

$("pause").addEventListener("click", () => {
  paused = !paused;
  missed = 0;
  showPause();
  if (!paused) load();
});
$("clear-requests").addEventListener("click", clear);
$("request-filter").addEventListener("input", () =>
  rows.forEach(({row, text}) => { row.hidden = !fits(text); }));
