"use strict";

// What all parts of the page need: the control API of the account that is shown, and elements made without markup.

export const account = new URLSearchParams(location.search).get("account") || "";

export const $ = id => document.getElementById(id);

export function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content.filter(part => part !== undefined).map(part => part instanceof Node ? part : String(part)));
  return made;
}

/** The path of a call, for the account that is shown. */
export function forAccount(path) {
  return account ? path + (path.includes("?") ? "&" : "?") + "account=" + encodeURIComponent(account) : path;
}

/** Gets, or posts when there is a body; the error of a refusal says what is wrong. */
export async function call(path, body) {
  const options = body === undefined ? {} :
    {method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify(body)};
  const response = await fetch(path, options);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

const clock = new Intl.DateTimeFormat(undefined, {hour: "2-digit", minute: "2-digit"});
const preciseClock = new Intl.DateTimeFormat(undefined,
  {hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false});

export function stamp(millis, precise) {
  const made = element("time", "", (precise ? preciseClock : clock).format(millis));
  made.dateTime = new Date(millis).toISOString();
  return made;
}

/** Remembers small things about the page, if the browser lets it. */
export const memory = {
  get(key, fallback) {
    try {
      return JSON.parse(sessionStorage.getItem(key)) ?? fallback;
    } catch {
      return fallback;
    }
  },
  set(key, value) {
    try {
      sessionStorage.setItem(key, JSON.stringify(value));
    } catch {
      // Then it is not remembered.
    }
  },
};
