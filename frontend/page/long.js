// A list of many pages as one to scroll through (app/src/calls/lists.rs): rows are read a page at a time, ahead of the screen, and
// only those around it are in the document. For all others stands a row as tall as they are, so that the scroll bar is true. The
// address says at which page one is. Lists of one page are looked after here too, once this is loaded (lists.js).

import { notice } from "./notice.js";
import { idOf, known, renewed } from "./rows.js";
import { onTab } from "./storage.js";

const MOST = 200; // rows in the document, unless a screen shows more
const BLOCK = 24; // about so many come and go together
const PAGES = 80; // that are remembered
const AT_ONCE = 2; // that are read
const FARTHEST = 1000; // rows that are chosen by a range: more cannot be dealt with at once
const LIST = /^\/(actors|movies)\/?$/;
const REST = 200; // in milliseconds: until the address says where one is, or that something is on its way

const main = document.getElementById("main");
const root = document.documentElement;
const still = { behavior: "instant" };

/** What the address asks for, and since when: what was read for something else comes too late. */
let asked;
let turn = 0;
/** The rows' place in the document, and the first thing in it: where it is another, the bundle drew it. */
let body;
let first;
/** What the server says of the list, where it is longer than a page. */
let long;
/** How many rows there are, and how many are read at once. */
let total;
let size;
/** The page the bundle drew. */
let drawn;
/** By its number, the rows of a page and the way from it to others; and by their place in the list all ids that were seen. */
let pages = new Map();
let ids = [];
let reading = new Set();
/** The rows around the screen, that are in the document. */
let from;
let to;
/** About so many are seen at once. */
let fits = MOST;
/** How they stand: so many beside each other, so far apart, and so tall are they with that; and how tall blocks of them are. */
let columns;
let gap;
let line;
let block;
let tall = new Map();
/** How many columns are seen. */
let across;
/** What scrolls them, and how wide they were when this was found out. */
let frame = root;
let wide;
/** The row at the top of the screen and how far down it stands, to find it again; and for which page it was scrolled to. */
let at;
let pinned;
/** Whether somebody comes back to the list, and from which record. */
let back = performance.getEntriesByType("navigation")[0]?.type !== "navigate";
let came;
let focused;
let bar;
/** The links to other pages, and for which they are. */
let pointed;
let resting;
let waiting;

const row = (item) => pages.get(pageOf(item))?.rows[item % size];
const pageOf = (item) => Math.floor(item / size) + 1;
const box = (element) => element.getBoundingClientRect();
const place = () => `place${there().pathname}`;

/** The address of the list, which may stand beside a record of it (around.js). */
const there = () => (LIST.test(location.pathname) ? location : new URL(root.dataset.list ?? "/", location.origin));

/** The part of the screen it is seen in. */
const view = () => (frame === root ? { top: 0, height: innerHeight } : box(frame));
/** How far its rows are scrolled. */
const scrolled = () => view().top - box(body).top;

/** What the address asks for, wherever in the list one is. */
function asks() {
  const { pathname, search } = there();
  const query = new URLSearchParams(search);
  query.delete("page");
  query.delete("add");
  return `${pathname}?${query}`;
}

// --- What the bundle draws

export function look() {
  const now = main.querySelector(".list tbody");
  const says = document.getElementById("long") ?? undefined;
  if (!now) {
    if (body) history.scrollRestoration = "auto";
    body = long = undefined;
    came = location.pathname;
  } else if (now !== body || now.firstElementChild !== first || says !== long) {
    take(now, [...now.children], says);
  }
}

function take(now, rows, says) {
  const same = now === body && asks() === asked && !says === !long;
  [body, long] = [now, says];
  sizes.disconnect();
  sizes.observe(now.closest(".list"));
  if (same && long) {
    const { number } = pagesOf(rows, long, pager());
    const meant = number !== drawn && number === numberIn(there());
    drawn = number;
    lay();
    // While there was but this page, the browser may have scrolled to its end.
    if (at) show(at);
    point();
    if (meant && !seen().includes(number)) go(number);
    else refresh();
  } else if (same) {
    const before = known(pages.get(1).rows);
    total = size = to = rows.length;
    ids = [];
    hold({ number: 1, rows: rows.map((row) => renewed(before, row)) });
    lay();
  } else {
    // The bundle may draw the same list anew, as it does where a record comes to stand beside it.
    const was = asked === asks() ? at : undefined;
    asked = asks();
    forget();
    const page = pagesOf(rows, long, pager());
    drawn = page.number;
    hold(page);
    from = (drawn - 1) * size;
    // What is not seen is put in when what is seen was painted; whoever comes back sees perhaps other rows than the first.
    const soon = long && !back && !was ? rows.slice(0, fits) : rows;
    rows.slice(soon.length).forEach((row) => row.remove());
    to = from + soon.length;
    settle();
    lay();
    if (long) arrive(was);
  }
  if (focused && !focused.matches(":focus") && document.activeElement === document.body) focused.focus({ preventScroll: true });
}

/** Nothing is known any more of the rows that were there. */
function forget() {
  turn++;
  pages = new Map();
  ids = [];
  reading = new Set();
  bar?.remove();
  bar = pinned = undefined;
}

/** A page as the server drew it: its number, its rows, and the way to other pages. */
function pagesOf(rows, long, pager) {
  const { rows: all, size: many, before } = long?.dataset ?? { rows: rows.length, size: rows.length || 1, before: 0 };
  [total, size] = [Number(all), Number(many)];
  return { number: before / size + 1, rows, pager };
}

function hold({ number, rows, pager }) {
  pages.set(number, { rows, pager });
  rows.forEach((row, place) => {
    const item = (number - 1) * size + place;
    ids[item] = idOf(row);
    if (long) row.setAttribute("aria-rowindex", item + 2); // below the headings
  });
  const farthest = (one, other) => (Math.abs(one - number) > Math.abs(other - number) ? one : other);
  if (pages.size > PAGES) pages.delete([...pages.keys()].reduce(farthest));
}

// --- What is where

/** How the rows stand. Those that are in the document say it for all. */
function settle() {
  const part = body.closest(".listing");
  frame = part && getComputedStyle(part).overflowY === "auto" ? part : root;
  wide = box(body).width;
  across = [...body.parentElement.tHead.rows[0].cells].filter((cell) => getComputedStyle(cell).display !== "none").length || 1;
  // Across more columns than are left it would take the room of those.
  for (const space of body.querySelectorAll(".space")) space.firstChild.colSpan = across;
  const { display, gridTemplateColumns, rowGap } = getComputedStyle(body);
  columns = display === "grid" ? gridTemplateColumns.split(" ").length : 1;
  gap = parseFloat(rowGap) || 0;
  block = columns * Math.max(1, Math.floor(BLOCK / columns));
  tall = new Map();
  // The first of a table is less tall than the others, by half of a border.
  const many = Math.ceil((to - from) / columns);
  const [top, bottom] = many > 1 ? [box(row(from)).bottom, box(row(to - 1)).bottom] : [0, many && box(row(from)).height + gap];
  line = (bottom - top) / Math.max(1, many - 1);
}

const lines = (each) => Math.ceil(Math.min(block, total - each * block) / columns);
const height = (each) => tall.get(each) ?? lines(each) * line;

/** How far down a row stands. */
function offset(item) {
  let px = 0;
  let each = 0;
  while ((each + 1) * block <= item) px += height(each++);
  return item > each * block ? px + (Math.ceil((item - each * block) / columns) * height(each)) / lines(each) : px;
}

/** Which row stands so far down. */
function itemAt(px) {
  let each = 0;
  while ((each + 1) * block < total && px >= height(each)) px -= height(each++);
  const within = Math.floor((px * lines(each)) / height(each));
  return Math.min(total - 1, each * block + Math.max(0, Math.min(within, lines(each) - 1)) * columns);
}

/** The row that is seen first and the one that is seen last, with so much of a screen around. */
function around(screens) {
  const [top, { height }] = [scrolled(), view()];
  return [itemAt(top - screens * height), itemAt(top + (1 + screens) * height)];
}

/** The numbers of the pages that are seen. */
function seen() {
  const [one, other] = around(0).map(pageOf);
  return Array.from({ length: other - one + 1 }, (_, place) => one + place);
}

/** The numbers of the pages that are in the document. */
function drawnNow() {
  const numbers = Array.from({ length: pageOf(Math.max(from, to - 1)) - pageOf(from) + 1 }, (_, place) => pageOf(from) + place);
  return [...new Set([...numbers, pageOf(lonely() ?? from)])];
}

/** What lies over the first rows. */
const lid = () => (getComputedStyle(body.parentElement.tHead.rows[0].cells[0]).position === "sticky" ? box(body.parentElement.tHead).height : 0);

// --- What is in the document

/** Draws what is around the screen, as far as it is there: when so much of a screen ahead is not. */
function draw(anew, ahead = 0.5) {
  if (!long || !box(body).width) return;
  if (box(body).width !== wide) reshape();
  if (!line) return;
  const [one, other] = around(0);
  const [near, far] = around(ahead);
  fits = other - one + 2 * columns;
  if (anew || from > near || to <= far) {
    let [start, end] = around(1).map((item) => Math.floor(item / block));
    [start, end] = [start * block, Math.min(total, (end + 1) * block)];
    while (end - start > MOST) {
      if (one - start > end - other) start += block;
      else end = Math.floor((end - 1) / block) * block;
    }
    [start, end] = [Math.min(start, one), Math.max(end, other + 1)];
    let here = one;
    while (here <= other && !row(here)) here++;
    if (here <= other) {
      let until = here;
      while (here > start && row(here - 1)) here--;
      while (until < end && row(until)) until++;
      keeping(() => ([from, to] = [Math.ceil(here / columns) * columns, until]));
    }
  }
  wait(one, other);
}

/** Changes which rows are in the document. Nothing that is seen moves. */
function keeping(change) {
  const [one, other] = around(0);
  let anchor;
  for (let item = one; item <= other && !anchor; item++) if (row(item)?.isConnected) anchor = row(item);
  const before = anchor && box(anchor).top;
  change();
  lay();
  if (anchor?.isConnected) by(box(anchor).top - before);
}

/** The rows stand otherwise now, and what was at the top of the screen is there. */
function reshape() {
  const was = at;
  settle();
  from = Math.min(Math.ceil(from / columns) * columns, to);
  lay();
  if (was) show(was);
}

/** The list is about to stand otherwise (around.js): what nobody sees need not be laid out anew with the rest. */
function thin() {
  if (!long || !at || at[0] < from || at[0] >= to) return;
  from = Math.max(from, at[0] - (at[0] % columns));
  to = Math.min(to, from + fits);
  lay(false);
}

/** Puts the rows where they belong, and in place of the others how tall they are. */
function lay(measured = true) {
  const parts = [];
  let next = 0;
  const put = (start, stop) => {
    if (start > next) parts.push(space(next, start));
    for (let item = start; item < stop; item++) if (row(item)) parts.push(row(item));
    next = stop;
  };
  // Whoever is at a row with the keyboard stays there, with what stands beside it.
  const held = lonely();
  const beside = held === undefined ? [] : [Math.floor(held / columns) * columns, Math.min(total, (Math.floor(held / columns) + 1) * columns)];
  if (held < from) put(...beside);
  put(from, to);
  if (held >= to) put(Math.max(to, beside[0]), beside[1]);
  if (next < total) parts.push(space(next, total));

  const stays = new Set(parts);
  for (const child of [...body.children]) if (!stays.has(child)) child.remove();
  let there = body.firstElementChild;
  for (const part of parts) {
    if (part === there) there = there.nextElementSibling;
    else body.insertBefore(part, there);
  }
  first = body.firstElementChild;
  if (!long) return;
  body.parentElement.setAttribute("aria-rowcount", total + 1);
  body.parentElement.tHead.rows[0]?.setAttribute("aria-rowindex", 1);
  if (line && measured) measure();
}

/** What stands for the first rows, for the last, and for some between. What has the focus between them is never moved. */
const stands = {};

/** A row that stands for others. */
function space(start, stop) {
  const which = start === 0 ? "first" : stop === total ? "last" : "between";
  stands[which] ??= Object.assign(document.createElement("tr"), { className: "space", ariaHidden: "true", innerHTML: "<td></td>" });
  stands[which].stands = [start, stop];
  return fit(stands[which]);
}

function fit(space) {
  const [start, stop] = space.stands;
  space.firstChild.colSpan = across;
  space.firstChild.style.blockSize = `${offset(stop) - offset(start) - gap}px`;
  return space;
}

/** The row that has the focus, where it is none of those around the screen. */
function lonely() {
  const row = document.activeElement?.closest("tr");
  const item = row?.parentElement === body ? row.getAttribute("aria-rowindex") - 2 : -1;
  return item >= 0 && (item < from || item >= to) ? item : undefined;
}

/** How tall the blocks are that are in the document. */
function measure() {
  let other = false;
  for (let each = Math.ceil(from / block); each * block < to; each++) {
    const stop = Math.min((each + 1) * block, total);
    if (stop > to) break;
    const now = (stop < to ? box(row(stop)).top : box(row(stop - 1)).bottom + gap) - box(row(each * block)).top;
    if (Math.abs(now - height(each)) < 0.5) continue;
    tall.set(each, now);
    other = true;
  }
  if (other) body.querySelectorAll(".space").forEach(fit);
}

/** Says that what is seen is on its way, if it is for longer than a moment. */
function wait(one, other) {
  let lacks = false;
  for (let item = one; item <= other && !lacks; item++) lacks = !row(item);
  body.parentElement.ariaBusy = lacks ? "true" : null;
  if (lacks) waiting ??= setTimeout(() => (body ?? main).toggleAttribute("data-waiting", true), REST);
  else {
    clearTimeout(waiting);
    waiting = undefined;
    body.removeAttribute("data-waiting");
  }
}

// --- What is read

/** Reads what will be seen next, the nearest first. */
function load() {
  if (!long || bar) return;
  const [one, other] = around(2).map(pageOf);
  const [here] = around(0).map(pageOf);
  const lacking = [];
  for (let number = one; number <= other; number++) if (!pages.has(number) && !reading.has(number)) lacking.push(number);
  lacking.sort((one, other) => Math.abs(one - here) - Math.abs(other - here));
  for (const number of lacking.slice(0, Math.max(0, AT_ONCE - reading.size))) read(number);
}

async function read(number) {
  const mine = turn;
  reading.add(number);
  const page = await ask(number).catch(() => undefined);
  if (mine !== turn) return;
  reading.delete(number);
  if (!page) return fail();
  hold(page);
  draw(true);
  if (page.number === here()) point();
  load();
}

/** Asks for a page, as the bundle does. One that is not there any more has no rows. */
async function ask(number) {
  const [path, query] = asked.split("?");
  const wanted = new URLSearchParams({ query: `${query}&page=${number}` });
  const reply = await fetch(`/call${path.replace(/\/$/, "")}?${wanted}`, { headers: { accept: "application/json" } });
  if (!reply.ok && reply.status !== 404) throw reply;
  const { rows, foot } = reply.ok ? await reply.json() : {};
  if (!rows) {
    total = Math.min(total, (number - 1) * size);
    return { number, rows: [] };
  }
  const [there, below] = [rows, foot].map((html) => Object.assign(document.createElement("template"), { innerHTML: html }).content);
  const says = below.getElementById("long");
  return says ? pagesOf([...there.children], says, below.querySelector(".pager").innerHTML) : { number, rows: [...there.children] };
}

/** Reads what is in the document anew, all at once, because rows may have gone from one page to the other. */
async function refresh() {
  const mine = ++turn;
  reading = new Set();
  const read = new Map();
  const lacking = () => drawnNow().filter((number) => !read.has(number));
  // Meanwhile somebody may have scrolled.
  for (let numbers = lacking(); numbers.length; numbers = lacking()) {
    const some = await Promise.all(numbers.map(ask)).catch(() => undefined);
    if (mine !== turn || !body) return;
    if (!some) break;
    some.forEach((page, place) => read.set(numbers[place], page));
  }
  if (!lacking().length) {
    const before = known([...pages.values()].flatMap(({ rows }) => rows));
    pages = new Map();
    ids = [];
    for (const page of read.values()) hold({ ...page, rows: page.rows.map((row) => renewed(before, row)) });
    to = Math.min(to, total);
    from = Math.min(from, to);
    keeping(() => {});
    draw(true);
    pointed = { number: 0, nav: way() };
    point();
  }
  load();
}

/** What could not be read is read when somebody says so, or when the connection is back. */
function fail() {
  const { failed, again } = long.dataset;
  if (bar) return;
  const { text } = notice(way(), again, retry);
  text.textContent = failed;
  bar = text.parentElement;
}

function retry() {
  bar?.remove();
  bar = undefined;
  load();
}

// --- Where one is

const way = () => main.querySelector(".list + div > .pager");
const pager = () => way()?.innerHTML;
const numberIn = ({ search }) => Number(new URLSearchParams(search).get("page") ?? 1);

/** The number of the page one is at. */
const here = () => (pinned && Math.abs(frame.scrollTop - pinned.y) < 2 ? pinned.number : pageOf(at?.[0] ?? 0));

function spot() {
  const item = itemAt(lid() + scrolled());
  return [item, row(item)?.isConnected ? box(row(item)).top : box(body).top + offset(item)];
}

/** Has the row stand so far down the screen. */
function show([item, px]) {
  by((row(item)?.isConnected ? box(row(item)).top : box(body).top + offset(item)) - px);
}

/** Scrolls so far. What nobody sees is left: it would end the way on which somebody is, by a key. */
function by(px) {
  if (Math.abs(px) > 1) frame.scrollBy({ top: px, ...still });
}

/** Goes where a page begins. */
function go(number) {
  show([(number - 1) * size, view().top + lid()]);
  at = spot();
  pinned = { y: frame.scrollTop, number };
  draw();
  load();
  rest();
}

/** Comes to the list: where one was, when one is still there or comes back; where the page begins, elsewhere. */
function arrive(stood) {
  history.scrollRestoration = "manual";
  const [search, ...left] = JSON.parse(onTab.get(place()) ?? "[]");
  const link = back && came && body.querySelector(`a[href="${came}"]`);
  const was = back && search === there().search ? left : stood;
  // Whoever comes back does so to all that was there; a new search is on the screen first.
  const ahead = back || was ? undefined : 0;
  if (was && row(was[0])) {
    show(was);
    at = spot();
    pinned = { y: frame.scrollTop, number: drawn };
  } else if (drawn > 1 || scrolled() > 0) {
    go(drawn);
  } else {
    at = spot();
  }
  // The record one comes from may be another than the one by which one left.
  if (link && (box(link).top < lid() || box(link).bottom > innerHeight)) link.scrollIntoView({ block: "center", ...still });
  back = false;
  draw(false, ahead);
  const mine = turn;
  setTimeout(() => {
    if (mine !== turn) return;
    draw();
    load();
  }, REST);
}

/** Says in the address, and below the rows, where one is. */
function rest() {
  clearTimeout(resting);
  if (!long || asks() !== asked) return;
  at = spot();
  const query = new URLSearchParams(location.search);
  const number = here();
  if (there() === location && number !== numberIn(location)) {
    if (number > 1) query.set("page", number);
    else query.delete("page");
    history.replaceState(history.state, "", `${location.pathname}${String(query) && "?"}${query}`);
  }
  onTab.set(place(), JSON.stringify([there().search, ...at]));
  point();
  dispatchEvent(new CustomEvent("agency:rows"));
}

/** Which page of how many, and the way to those beside it. */
function point() {
  const nav = way();
  const says = pages.get(here())?.pager;
  // What the bundle drew anew says the page that it drew.
  pointed = pointed?.nav === nav ? pointed : { nav, number: drawn };
  if (!nav || !says || pointed.number === here()) return;
  const focused = nav.contains(document.activeElement) && document.activeElement.id;
  pointed.number = here();
  nav.innerHTML = says;
  if (bar) nav.prepend(bar);
  if (focused) (document.getElementById(focused) ?? nav.querySelector("a"))?.focus({ preventScroll: true });
}

// --- What is chosen (choose.js)

/** The ids of the rows on the pages that are seen. */
export const idsHere = () => (long ? seen().flatMap((number) => ids.slice((number - 1) * size, number * size)) : ids).filter(Boolean);

/** The ids of all rows between two, which may be out of the document; those that were never seen are read. */
export async function idsBetween(one, other) {
  const [start, end] = [ids.indexOf(one), ids.indexOf(other)].sort((one, other) => one - other);
  if (start < 0 || end - start >= FARTHEST) return [other];
  const mine = turn;
  for (let item = start; item <= end; item++) {
    if (ids[item]) continue;
    const page = await ask(pageOf(item)).catch(() => undefined);
    if (!page?.rows.length || mine !== turn) return [other];
    hold(page);
  }
  return ids.slice(start, end + 1);
}

// --- What people do

// Of the window, or of what the list is seen in.
addEventListener("scroll", ({ target }) => {
  if (!long || (target !== document && target !== frame)) return;
  draw();
  at = spot();
  load();
  clearTimeout(resting);
  resting = setTimeout(rest, REST);
}, { passive: true, capture: true });

const sizes = new ResizeObserver(() => draw(false, 0));
addEventListener("resize", () => draw());
addEventListener("agency:reshape", thin);

addEventListener("focusin", ({ target }) => (focused = body?.contains(target) ? target : undefined));

addEventListener("keydown", ({ key }) => {
  // The next row is beside the one that has the focus, and not beside the screen.
  if (key !== "Tab" || !long || lonely() === undefined) return;
  document.activeElement.scrollIntoView({ block: "center", ...still });
  draw(true);
}, true);

// To an end at once, and not past all rows between, which would have to be read; nor to where the end was when the key was pressed.
addEventListener("keydown", (event) => {
  const { key, target, defaultPrevented, shiftKey, ctrlKey, metaKey, altKey } = event;
  if (!long || !["Home", "End"].includes(key) || defaultPrevented || shiftKey || ctrlKey || metaKey || altKey) return;
  if ((frame !== root && !frame.contains(target)) || target.closest("input:not([type=checkbox]), textarea, select, [contenteditable], [role=dialog], dialog")) return;
  event.preventDefault();
  frame.scrollTo({ top: key === "Home" ? 0 : frame.scrollHeight, ...still });
});

addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link) return;
  back = link.matches("a.up");
  if (!long || !way()?.contains(link) || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return rest();
  event.preventDefault();
  go(numberIn(link));
}, true);

addEventListener("popstate", () => (back = true));
addEventListener("pagehide", rest);
addEventListener("online", retry);
addEventListener("agency:change", () => long && refresh());
