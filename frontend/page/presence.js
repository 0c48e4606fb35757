// Says to the agency which record this page shows, and to whoever looks at it who else is there. Nothing is locked by it.

import { clock } from "./clock.js";
import { onTab } from "./storage.js";
import { say } from "./words.js";

const SIGN = 10_000; // the server forgets who gave no sign for 30 s
const RECORD = /^\/(actor|movie)s\/(\d+)(?:\/history)?$/;

const root = document.documentElement;
const bar = document.getElementById("present");
const { me } = document.getElementById("live").dataset;

/**
 * What tells this tab from every other. A page that is loaded again, or the next document of the same tab, goes on under the
 * name; a tab that is duplicated does not, because the name is only put down on the way.
 */
const place = onTab.get("place") ?? [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16)).join("");
onTab.remove("place");

/** The record that this page shows, by its name, and whether it is being edited; nothing elsewhere. */
let here;
/** What is said of it. */
let said = "[]";

function look() {
  const [, kind, id] = RECORD.exec(location.pathname) ?? [];
  const record = kind && `${kind}-${id}`;
  const editing = /[?&](edit|cast)\b/.test(location.search);
  if (record === here?.record && (!record || editing === here.editing)) return;
  if (record !== here?.record) {
    show([]);
    if (!record) sign(true); // from one record to the next the sign itself is enough
  }
  here = record && { record, editing };
  sign();
}

/**
 * A sign of life, or the last one. Without a connection, or once the session has ended, nobody would hear it; but a page on its
 * way out may have lost its connection before it says so.
 */
function sign(left = false) {
  if (!here || !navigator.onLine || (root.dataset.live !== "live" && !left)) return;
  const body = new URLSearchParams({ ...here, place, left, turn: Date.now() });
  fetch("/call/present", { method: "POST", body, keepalive: true }).catch(() => {});
}

function show(people) {
  const text = JSON.stringify(people);
  if (text === said) return; // or it would be read out again
  said = text;
  bar.replaceChildren(...people.map(line));
}

function line({ id, name, since, editing }) {
  const time = clock(editing ?? since);
  const row = document.createElement("span");
  row.textContent = String(id) === me ? say(editing ? "youEdit" : "youLook", time) : say(editing ? "edits" : "looks", name, time);
  const avatar = document.createElement("span");
  avatar.className = `avatar hue-${id % 8}`;
  avatar.ariaHidden = "true";
  avatar.textContent = name.split(/\s+/, 2).map((word) => [...word].slice(0, 1).join("")).join("");
  row.prepend(avatar);
  return row;
}

addEventListener("agency:presence", ({ detail: { record, people } }) => {
  if (`${record.type}-${record.id}` === here?.record) show(people);
});
// A server that was started again knows nobody yet.
addEventListener("agency:connected", () => sign());
addEventListener("pagehide", () => {
  onTab.set("place", place);
  sign(true);
});
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  onTab.remove("place");
  sign();
});
const visible = () => document.visibilityState === "visible" && sign();
document.addEventListener("visibilitychange", visible);
setInterval(visible, SIGN);
// Where the browser does not tell that the bundle went to another address, it is looked at.
if (globalThis.navigation) navigation.addEventListener("currententrychange", look);
else setInterval(look, 1000);
look();
