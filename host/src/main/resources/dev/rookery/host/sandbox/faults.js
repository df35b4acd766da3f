"use strict";

import {$, call, element} from "/api.js";

// The panel of faults: a form that is built from what the sandbox says it can do, and a list of those that are there.

const REFRESH_MS = 3000;

let kinds = [];
let due = null;

export async function loadKinds() {
  kinds = (await call("/sandbox/faults/kinds")).kinds;
  const picker = $("fault-kind");
  const before = picker.value;
  picker.replaceChildren(...kinds.map(kind => {
    const option = element("option", "", kind.kind);
    option.value = kind.kind;
    return option;
  }));
  if (before) picker.value = before;
  if (!before || picker.value !== before) showKind();
}

function showKind() {
  const kind = kinds.find(one => one.kind === $("fault-kind").value);
  if (!kind) return;
  $("fault-meaning").textContent = kind.meaning;
  $("fault-endpoint").value = kind.endpoint;
  $("fault-parameters").replaceChildren(...kind.parameters.map(field));
}

function field(parameter) {
  const input = parameter.choices ? element("select") : element("input");
  if (parameter.choices) {
    input.append(...parameter.choices.map(word => element("option", "", word)));
  } else if (parameter.min !== undefined) {
    input.type = "number";
    input.min = parameter.min;
    input.max = parameter.max;
    input.step = 1;
  }
  input.value = parameter.default;
  input.name = parameter.name;
  return element("label", "field", element("span", "", parameter.name, " ", element("small", "", parameter.meaning)), input);
}

async function add(event) {
  event.preventDefault();
  const fault = Object.fromEntries(new FormData($("fault-form")));
  if (!$("fault-account").checked) delete fault.account;
  try {
    await call("/sandbox/faults", fault);
    showError("");
  } catch (failure) {
    showError(failure.message);
  }
  list();
}

function showError(text) {
  $("fault-error").textContent = text;
  $("fault-error").hidden = !text;
}

async function list() {
  if ($("panel-faults").hidden) return;
  const {faults} = await call("/sandbox/faults").catch(() => ({faults: []}));
  const focused = document.activeElement?.dataset?.fault;
  $("fault-list").replaceChildren(...faults.map(row));
  $("no-faults").hidden = faults.length > 0;
  $("clear-faults").hidden = faults.length === 0;
  if (focused) $("fault-list").querySelector("[data-fault='" + CSS.escape(focused) + "']")?.focus();
}

function row(fault) {
  const told = Object.entries(fault.parameters).map(([name, value]) => name + " " + value);
  const often = fault.times === null ? "until removed" : fault.times === 1 ? "once" : fault.times + " times";
  const where = fault.endpoint + (fault.account === null ? "" : " for " + fault.account) + ", " + often +
    (fault.share < 1 ? ", share " + fault.share : "");
  const remove = element("button", "plain", "Remove");
  remove.type = "button";
  remove.dataset.fault = fault.id;
  remove.setAttribute("aria-label", "Remove " + fault.kind + " on " + fault.endpoint);
  remove.addEventListener("click", async () => {
    await call("/sandbox/faults/remove", {id: fault.id}).catch(failure => showError(failure.message));
    list();
  });
  const count = element("span", "count", fault.struck);
  count.title = "requests struck";
  return element("li", fault.over ? "over" : "",
    element("div", "", element("b", "", fault.kind), " ", where, element("small", "", told.join(" · "))), count, remove);
}

/** Something may have changed; many changes at once are looked at once. */
export function faultsChanged() {
  due ??= setTimeout(() => {
    due = null;
    list();
  }, 200);
}

$("fault-kind").addEventListener("change", showKind);
$("fault-form").addEventListener("submit", add);
$("clear-faults").addEventListener("click", async () => {
  await call("/sandbox/faults/clear", {}).catch(failure => showError(failure.message));
  list();
});
setInterval(() => { if (!document.hidden) list(); }, REFRESH_MS);
