// Keeps what the last pages said, for when there is no connection: as they stood there, with the time, and to be read only. The
// service worker shows them then (frontend/public/sw.js). They are of whoever is signed in: signing out takes them away (the page
// that is drawn then does, and so does the worker), and so does somebody else who signs in.

import { clock } from "./clock.js";
import { say } from "./words.js";

const { me } = document.getElementById("live").dataset;
const KEPT = `seen-${me}`;
const MOST = 20;
const PAUSE = 1500; // for a page to be there
/** It is the page's own HTML, and still nothing in it is run or sent. */
const POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const root = document.documentElement;
let here = true;
let at = "";

new BroadcastChannel("drafts").onmessage = ({ data }) => (here = data.me === me);

/** Where one is; what lies over a page or narrows it as one types is another address, and no other page. */
const address = () => location.pathname + location.search;

function copied(time) {
  const copy = root.cloneNode(true);
  for (const gone of copy.querySelectorAll("script, [rel=modulepreload], [rel=preload], [rel=prefetch], #notice, #present, dialog, .veil, .sheet, .notice, .space")) gone.remove();
  for (const control of copy.querySelectorAll("button, input, select, textarea")) control.setAttribute("disabled", "");
  copy.dataset.live = "offline";
  const says = document.createElement("p");
  says.className = "notice";
  says.setAttribute("role", "status");
  says.textContent = say("seen", clock(time));
  copy.querySelector("main").prepend(says);
  const script = Object.assign(document.createElement("script"), { src: "/offline.js", type: "module" });
  copy.querySelector("head").append(script);
  return `<!DOCTYPE html>${copy.outerHTML}`;
}

async function keep() {
  if (!here || root.dataset.live !== "live" || !root.hasAttribute("data-hydrated")) return;
  const time = Date.now();
  const headers = { "content-type": "text/html; charset=utf-8", "content-security-policy": POLICY, "x-title": encodeURIComponent(document.title) };
  const page = new Response(copied(time), { headers });
  const cache = await caches.open(KEPT);
  // What is put last stands last.
  await cache.delete(address());
  await cache.put(address(), page);
  for (const old of (await cache.keys()).slice(0, -MOST)) await cache.delete(old);
  if (!here) await caches.delete(KEPT);
}

const attempt = () => keep().catch(() => {}); // no room, or none of it allowed
/** Not while somebody waits for the page to do something. */
const idle = self.requestIdleCallback ?? ((deed) => deed());

if (navigator.serviceWorker) {
  caches.keys().then((names) => names.filter((name) => name.startsWith("seen-") && name !== KEPT).forEach((name) => caches.delete(name)), () => {});
  setInterval(() => {
    if (at === address()) return;
    at = address();
    setTimeout(() => idle(attempt), PAUSE);
  }, PAUSE);
  // What changed on the page since.
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && attempt());
}
