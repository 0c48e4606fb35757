// Hears the keys that do something wherever one is, and what opens the palette. What they do is loaded when it is first asked for
// (palette.js): until then they cost a page next to nothing.

import { letter } from "./letter.js";

/** All of them, as pressed one after the other; none, where somebody has switched them off. */
const { keys = "" } = document.getElementById("live").dataset;
const ALL = keys.split(",");
const PAUSE = 1500; // between two that belong together

let pressed = "";
let paused;
let turn = Promise.resolve();

/** One after the other, in the order in which they came. */
function hear(what) {
  turn = turn
    .then(() => import("./palette.js"))
    .then((palette) => palette.hear(what))
    .catch(() => what === "search" && location.assign("/search")); // which works without it
}

addEventListener("keydown", (event) => {
  const { ctrlKey, metaKey, altKey, shiftKey, target } = event;
  const key = letter(event);
  if (event.defaultPrevented || event.isComposing || event.repeat || !key || altKey) return;
  if (ctrlKey || metaKey) {
    if (key.toLowerCase() !== "k" || shiftKey) return;
    event.preventDefault();
    return hear("search");
  }
  // Where somebody types, and in what lies over the page, a letter is a letter. In a box one ticks nobody types.
  if (key.length > 1 || target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]") || document.querySelector("dialog[open], .sheet")) return;
  const now = pressed + key;
  clearTimeout(paused);
  pressed = "";
  if (ALL.includes(now)) {
    event.preventDefault();
    hear(now);
  } else if (ALL.some((each) => each.startsWith(`${now} `))) {
    pressed = `${now} `;
    paused = setTimeout(() => (pressed = ""), PAUSE);
  }
});

// The rail's link leads to the page that searches without script.
addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || !event.target.closest?.(".place[href='/search']")) return;
  event.preventDefault();
  hear("search");
});

if (/Mac|iP/.test(navigator.platform)) document.documentElement.dataset.mac = "";
