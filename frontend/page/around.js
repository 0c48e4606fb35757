// The way from a record to those beside it in the list one came from, as it was narrowed and sorted: links, the keys [ and ],
// and a swipe; and where there is room that list itself, in which the record is marked (app/src/ui/abreast.rs). And the way back
// to it, at the page the record is on by now. The list is remembered by the tab, so that a record's address stays its own.

import { letter } from "./letter.js";
import { keepFocus } from "./live.js";
import { onTab } from "./storage.js";

const LIST = /^\/(actor|movie)s$/;
const RECORD = /^\/(actor|movie)s\/(\d+)$/;
const KEYS = { "[": "prev", "]": "next" };
/** None, where somebody has switched them off. */
const { keys = "" } = document.getElementById("live").dataset;
const FAR = 80; // in pixels, and in milliseconds
const QUICK = 600;

/** Room for both (style/abreast.css). */
const roomy = matchMedia("(min-width: 68rem)");

const root = document.documentElement;
const main = document.getElementById("main");
const place = document.getElementById("around");

/** The record whose neighbours are shown, or on their way. */
let here;
/** When they are there. */
let ready;

/** What the address of the list asks for that was seen last; nothing where there was none. */
const remembered = (kind) => onTab.get(`list/${kind}`);
const remember = (kind, query) => onTab.set(`list/${kind}`, query);

function look() {
  const [, list] = LIST.exec(location.pathname) ?? [];
  // As the bundle reads it: to the letter it is the list that is there.
  if (list) remember(list, location.search.slice(1).split("&").filter((pair) => pair !== "add=1").join("&"));
  stand();
  const [record, kind, id] = RECORD.exec(location.pathname) ?? [];
  if (record === here) return;
  const left = here;
  here = record;
  mark();
  if (left && list) goBackTo(left);
  const query = record && remembered(kind);
  ready = query === null || !record ? show("") : read(kind, id, query);
}

/** Says which list stands beside the record, where there is room; the bundle draws it. */
function stand() {
  const [, kind] = LIST.exec(location.pathname) ?? RECORD.exec(location.pathname) ?? [];
  const query = kind && roomy.matches ? remembered(kind) : null;
  const list = query === null ? undefined : `/${kind}s?${query}`;
  if (list === root.dataset.list) return;
  if (list) root.dataset.list = list;
  else delete root.dataset.list;
  abreast();
  dispatchEvent(new Event("agency:list"));
}

/** Has the style sheet make room for a list, as soon as it is known that there is one: the record does not move when it comes. */
function abreast() {
  const both = "list" in root.dataset && [...main.children].some((part) => part.matches(".opened"));
  if (both === "abreast" in root.dataset) return;
  dispatchEvent(new Event("agency:reshape"));
  root.toggleAttribute("data-abreast", both);
}

/** The row of a record, in the list that is drawn. */
const row = (record) => main.querySelector(`.listing .row[href="${record}"]`);

/** How a row was pressed: how far it stood from the top, and whether by key. */
let pressed;

/** Marks the row of the record that is open, and keeps it in sight. */
function mark() {
  const marked = main.querySelector(".listing .row[aria-current]");
  const open = here ? row(here) : null;
  if (marked === open) return;
  marked?.removeAttribute("aria-current");
  marked?.closest("tr").removeAttribute("data-here");
  open?.setAttribute("aria-current", "true");
  open?.closest("tr").setAttribute("data-here", "");
  // Once the record stands beside it, or in its place.
  if (open) requestAnimationFrame(() => {
    if (!open.isConnected) return;
    if (pressed) open.closest(".listing").scrollTop += open.getBoundingClientRect().top - pressed.top;
    open.scrollIntoView({ block: "nearest" });
    if (pressed?.keyed) main.querySelector(".opened")?.focus();
    pressed = undefined;
  });
}

/** Whoever closes a record beside its list goes on at its row; and the list shows what was done to the record. */
function goBackTo(record) {
  requestAnimationFrame(() => {
    const link = row(record);
    if (!link) return;
    link.scrollIntoView({ block: "nearest" });
    if (document.activeElement === document.body) link.focus();
    keepFocus();
    dispatchEvent(new Event("agency:change"));
  });
}

async function read(side, id, list) {
  const asked = here;
  const reply = await fetch(`/call/around?${new URLSearchParams({ side, id, list })}`, { headers: { accept: "application/json" } }).catch(() => undefined);
  const { links, page } = reply?.ok ? await reply.json() : { links: "" };
  if (here !== asked) return;
  if (links) {
    const query = new URLSearchParams(list);
    if (page !== Number(query.get("page") ?? 1)) {
      if (page > 1) query.set("page", page);
      else query.delete("page");
      remember(side, query);
      stand();
    }
  }
  show(links);
}

/** Who was going from one to the next with the keyboard goes on there. */
function show(links) {
  const focused = place.contains(document.activeElement) && document.activeElement.id;
  place.innerHTML = links;
  if (focused) (document.getElementById(focused) ?? place.querySelector("a") ?? document.getElementById("main")).focus();
}

/** Goes there, when it is known where that is. */
async function go(rel) {
  await ready;
  place.querySelector(`[rel=${rel}]`)?.click();
}

// Where somebody types, or is asked something, keys and fingers mean something else.
const busy = (target) => target.closest?.("input, textarea, select, [contenteditable], dialog, [role=dialog]") || document.querySelector(".sheet, dialog[open]");

addEventListener("keydown", (event) => {
  const key = letter(event);
  const rel = KEYS[key];
  const held = event.metaKey || ((event.ctrlKey || event.altKey) && !event.getModifierState("AltGraph")); // on some keyboards it takes AltGr
  if (!rel || !here || !keys.includes(key) || held || event.repeat || event.isComposing || event.defaultPrevented || busy(event.target)) return;
  event.preventDefault();
  go(rel);
});

let swipe;
// From the very edge it is the browser's own.
const edge = (x) => x < 24 || x > innerWidth - 24;
addEventListener("touchstart", ({ touches: [{ clientX: x, clientY: y }, second], target, timeStamp }) => {
  swipe = here && !second && !edge(x) && !busy(target) && visualViewport?.scale === 1 ? { x, y, timeStamp } : undefined;
}, { passive: true });
addEventListener("touchend", ({ changedTouches: [{ clientX, clientY }], timeStamp }) => {
  if (!swipe) return;
  const [across, along] = [clientX - swipe.x, clientY - swipe.y];
  const meant = Math.abs(across) > FAR && Math.abs(across) > 3 * Math.abs(along) && timeStamp - swipe.timeStamp < QUICK;
  swipe = undefined;
  if (!meant || !getSelection().isCollapsed) return;
  const forward = across < 0 === (getComputedStyle(document.body).direction === "ltr");
  go(forward ? "next" : "prev");
});

// Before the link is followed, by whomever. It is the bundle's, which knows the list and not how it was looked at.
addEventListener("click", ({ target, detail }) => {
  look();
  const link = target.closest?.(".listing .row");
  pressed = link && { top: link.getBoundingClientRect().top, keyed: detail === 0 };
  const up = target.closest?.("a.up");
  const [, kind] = (up && LIST.exec(up.pathname)) ?? [];
  const query = kind && remembered(kind);
  if (query) up.search = query;
}, true);

// Where the browser does not tell that the bundle went to another address, it is looked at.
if (globalThis.navigation) navigation.addEventListener("currententrychange", look);
else setInterval(look, 1000);
roomy.addEventListener("change", stand);
new MutationObserver(() => {
  abreast();
  mark();
}).observe(main, { childList: true, subtree: true });
look();
