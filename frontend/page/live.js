// Keeps a page live, whether the bundle is in it or not: one connection to /live for each browser, of whose tabs one leads
// and tells the others. Says on the root element how the connection is (`data-live`), and tells the page what changed.

import { notice } from "./notice.js";
import { say as words } from "./words.js";

/** The number of the last change this page was drawn with, who is at the screen, and whether this is a document without the bundle. */
const { number, me, whole } = document.getElementById("live").dataset;
const BEAT = 15_000; // the server's; a connection that is silent for longer is none
const SILENT = BEAT + 5_000;
/** What glows where something in it is new. */
const GLOWS = "td, th, dd, h1, li, .count";

const root = document.documentElement;
const channel = new BroadcastChannel("live");

/** Up to which number this page shows the agency. */
let shown = Number(number);
let state = "reconnecting";
/** Set in the tab that leads: stops its connection. */
let connection;
/** This tab's turn at leading, while it has one. */
let turn;
/** Has the tab that leads try again. */
let again = () => {};
let lastSign = Date.now();

// --- How the connection is

function say(now) {
  state = navigator.onLine ? now : "offline";
  if (root.dataset.live !== state) root.dataset.live = state;
}

/** The leader's word: how it is, and perhaps what was heard. */
function tell(news) {
  hear({ state, ...news });
  channel.postMessage({ state, ...news });
}

function hear(word) {
  lastSign = Date.now();
  say(word.state);
  if (word.change) changed(word.change);
  if (word.connected) dispatchEvent(new CustomEvent("agency:connected"));
  if (word.presence) dispatchEvent(new CustomEvent("agency:presence", { detail: word.presence }));
  // The leader knows more than this page shows, and the difference went by before the page listened.
  if (word.number > shown || word.resync) {
    shown = word.number;
    news("change");
    news("castings");
  }
}

channel.onmessage = ({ data }) => {
  if (data.ask) {
    if (!turn) return;
    again(); // somebody who may listen has just come to another page
    channel.postMessage({ state, number: last, connected: state === "live" });
  } else if (!turn) {
    hear(data);
  }
};

// The browser knows at once what the connection learns only from silence.
addEventListener("offline", () => {
  say("offline");
  connection?.abort();
});
addEventListener("online", () => {
  say("reconnecting");
  if (turn) again();
  else channel.postMessage({ ask: true });
});

// Who was asleep, or is taken out of the browser's memory, may hold a connection that is none any more.
function wake() {
  if (document.visibilityState !== "visible" || Date.now() - lastSign < SILENT) return;
  say("reconnecting");
  if (!turn) return channel.postMessage({ ask: true });
  connection?.abort();
  again();
}
document.addEventListener("visibilitychange", wake);
addEventListener("pageshow", ({ persisted }) => persisted && wake());

// --- The tab that leads

let last = shown;

async function lead() {
  const mine = (turn = {});
  while (turn === mine) {
    const ended = await listen().catch(() => false);
    if (turn !== mine) return;
    // Whoever is signed out has no connection until somebody signs in; that this tab leads is said all the same.
    state = ended ? "ended" : "reconnecting";
    let woken = false;
    do {
      tell({});
      await new Promise((resolve) => {
        again = () => resolve((woken = true));
        // Not all tablets of a house at once, when the server is back.
        setTimeout(resolve, ended ? BEAT : 500 + 1000 * Math.random());
      });
    } while (ended && !woken && turn === mine);
  }
}

/**
 * One connection, from its beginning to its end; true where the session has ended. Not an EventSource: that one shows
 * neither the heartbeat nor the status.
 */
async function listen() {
  if (!navigator.onLine) return false;
  connection = new AbortController();
  let silence;
  const alive = () => {
    clearTimeout(silence);
    silence = setTimeout(() => connection.abort(), SILENT);
  };
  alive();
  try {
    const reply = await fetch("/live?presence=1", { headers: { "last-event-id": last }, signal: connection.signal, cache: "no-store" });
    if (!reply.ok) return reply.status === 401;
    const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return false;
      alive();
      const blocks = (text + value).split("\n\n");
      text = blocks.pop();
      for (const block of blocks) take(Object.fromEntries(block.split("\n").map((line) => line.split(/: ?(.*)/s, 2))));
    }
  } finally {
    clearTimeout(silence);
  }
}

function take({ event, id, data }) {
  if (id) last = Number(id);
  state = "live";
  if (event === "change") tell({ change: JSON.parse(data) });
  else if (event === "resync") tell({ resync: true, number: last });
  else if (event === "presence") tell({ presence: JSON.parse(data) });
  else tell({ connected: event === "hello" }); // or a heartbeat
}

// --- What it means for this page

/**
 * What of this page a change concerns: the page (a list, the record, all of a document), the castings on a record's page,
 * which name the other half, or nothing.
 */
function concerns({ kind, record, before, after }) {
  const [, list, id] = location.pathname.split("/");
  if (list === "") return "change";
  if (list === "activity") return "change";
  if (list === "trash") return /_(deleted|restored|removed)$/.test(kind) ? "change" : undefined;
  if (list === "people") return record.type === "person" ? "change" : undefined;
  const own = { actors: "actor", movies: "movie" }[list];
  if (!own || id === "import" || record.type === "person") return undefined;
  // Beside a record its list may stand (around.js).
  if (record.type === own && (!id || "list" in root.dataset || record.id === Number(id))) return "change";
  const cast = record.type === "casting" ? [before, after].some((casting) => casting?.[`${own}_id`] === Number(id)) : record.type !== own;
  return id && cast ? "castings" : undefined;
}

function changed(change) {
  if (change.number <= shown) return;
  shown = change.number;
  const concerned = concerns(change);
  if (concerned) news(concerned, change.by);
}

const due = new Set();
let bar;

/** Shows what is new: a page with the bundle reads it anew, a document offers to. */
function news(concerned, by) {
  if (whole !== undefined) return offer(by?.name);
  if (String(by?.id) !== me) glow();
  // Many changes at once are read once.
  if (due.size === 0) {
    setTimeout(() => {
      keepFocus();
      for (const name of due) dispatchEvent(new CustomEvent(`agency:${name}`));
      due.clear();
    }, 50);
  }
  due.add(concerned);
}

function offer(name) {
  bar ??= notice(document.getElementById("main"), words("show"), () => location.reload());
  bar.text.textContent = name ? words("changed", name) : words("somethingChanged");
}

let watching;

/**
 * Has what changes on the page within the next moments glow where it stands. What is drawn anew and says what was said before has
 * not changed.
 */
function glow() {
  clearTimeout(watching?.end);
  watching?.observer.disconnect();
  const main = document.getElementById("main");
  const said = new Map([...main.querySelectorAll(GLOWS)].map((element) => [element, element.textContent]));
  const texts = new Set(said.values());
  const isNew = (element) => (said.has(element) ? said.get(element) !== element.textContent : !texts.has(element.textContent));
  const page = location.pathname;
  const observer = new MutationObserver((mutations) => {
    if (location.pathname !== page) return observer.disconnect(); // another page is all new
    for (const { target, type, addedNodes } of mutations) {
      const all = type === "characterData" || [...addedNodes].some((node) => node.nodeType === Node.TEXT_NODE) ? [target] : addedNodes;
      for (const node of all) {
        const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
        const around = element?.closest(GLOWS);
        for (const one of around ? [around] : (element?.querySelectorAll(GLOWS) ?? [])) {
          if (one.isConnected && isNew(one)) one.dataset.new = "";
        }
      }
    }
  });
  observer.observe(main, { childList: true, characterData: true, subtree: true });
  watching = { observer, end: setTimeout(() => observer.disconnect(), 2000) };
}

let keeping;

/** What is drawn anew takes the focus with it, or has it on what is another row now; it goes back to the same link or field. */
export function keepFocus() {
  keeping?.disconnect(); // it was somewhere else then
  const focused = document.activeElement;
  const name = focused?.id ? `#${CSS.escape(focused.id)}` : focused?.getAttribute("href") && `[href="${CSS.escape(focused.getAttribute("href"))}"]`;
  if (!name) return;
  const observer = (keeping = new MutationObserver(() => {
    const { activeElement, body } = document;
    const lost = activeElement === body || (activeElement === focused && !focused.matches(name));
    // The rail leads to some of the same pages, and is never drawn anew.
    if (lost) document.querySelector(`#main ${name}`)?.focus({ preventScroll: true });
  }));
  observer.observe(document.getElementById("main"), { childList: true, subtree: true, attributeFilter: ["href"] });
  setTimeout(() => observer.disconnect(), 2000);
}

// Links that lead to the same list, otherwise, are drawn anew where they lead (app/src/ui/links.rs).
addEventListener("click", ({ target }) => target.closest?.("#main a[id]") && keepFocus());

addEventListener("animationend", ({ target }) => target.dataset && delete target.dataset.new);

// --- Who leads

function stand(options = {}) {
  navigator.locks.request("live", options, lead).catch(() => {
    // Another tab took over, because this one slept.
    turn = undefined;
    connection?.abort();
    stand();
  });
}

say(state);
channel.postMessage({ ask: true });
stand();
setInterval(() => {
  if (turn || document.visibilityState !== "visible" || Date.now() - lastSign < SILENT) return;
  lastSign = Date.now();
  say("reconnecting");
  stand({ steal: true });
}, 5000);
