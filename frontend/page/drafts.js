// Keeps what is typed into a form marked `data-draft` until it is saved: at once in this browser, a moment later at the
// server, for the person's other devices; and puts it back where the form is opened again. Of a form that stands in a sheet
// all of the sheet is kept: what was looked for belongs to what was chosen.
//
// What this browser holds is text of whoever typed it. Signing out takes all of it away (the page that is drawn then does:
// app/src/ui/documents/mod.rs), once the server has it where that can be. When a session has merely ended it stays for the
// same person; and when somebody else signs in, it goes, even what the server never got: better lost than read.

import { clock } from "./clock.js";
import { drawn } from "./drawn.js";
import { notice } from "./notice.js";
import { onDevice } from "./storage.js";
import { say as words } from "./words.js";

const { me } = document.getElementById("live").dataset;
const PAUSE = 800; // of somebody typing
const PATIENCE = 2000; // of somebody waiting
const KEPT = 30 * 24 * 60 * 60 * 1000;
const LONGEST = 64 * 1024;
const ALL = "draft/";
const MINE = `${ALL}${me}/`;

const channel = new BroadcastChannel("drafts");

/** Whether whoever this page was drawn for may still keep something here: nobody has signed out, and nobody else in. */
let here = true;
/** Whether the session has ended: nothing is sent until the same person is signed in again. */
let ended = false;
/** What is asked of the server about a form that appeared, by the form. */
const asked = new WeakMap();
/** Forms that have been filled in again, or had nothing to be filled in with. */
const ready = new WeakSet();
/** Forms that were refused: what stands in them was typed, wherever it came from. */
const refused = new WeakSet();
/** The version of the record that a form was drawn with. */
const versions = new WeakMap();
/** Until when somebody may go on typing, and what is on its way to the server, by the form's name. */
const timers = new Map();
const ways = new Map();

// --- What is kept here. A draft is its `fields` and when they were typed (`at`), the server's own time for what it has
// (`kept`), and whether that is all (`sent`). Without fields it was thrown away and the server does not know yet.

function read(name) {
  const draft = JSON.parse(onDevice.get(MINE + name));
  if (draft && draft.at < Date.now() - KEPT) return write(name);
  return draft ?? undefined;
}

function write(name, draft) {
  if (draft) onDevice.set(MINE + name, JSON.stringify(draft));
  else onDevice.remove(MINE + name);
}

const names = () => onDevice.keys().filter((key) => key.startsWith(MINE)).map((key) => key.slice(MINE.length));

/** This browser, to tell it from the person's other devices. Says nothing about anybody. */
const device = onDevice.get("device") ?? [...crypto.getRandomValues(new Uint32Array(4))].map((bits) => bits.toString(36)).join("");
onDevice.set("device", device);

// --- What the server keeps

/** Calls a server function; answers what it says, or a status that is none where nobody can be reached. */
async function call(name, fields, options = {}) {
  const form = new URLSearchParams({ me, ...fields });
  const get = name === "draft";
  if (!navigator.onLine || ended || !here) return {};
  const reply = await fetch(`/call/${name}${get ? `?${form}` : ""}`, {
    method: get ? "GET" : "POST",
    headers: { accept: "application/json" },
    body: get ? undefined : form,
    ...options,
  }).catch(() => undefined);
  if (reply?.status === 401) ended = true;
  return { status: reply?.status, said: reply?.ok ? await reply.json().catch(() => null) : undefined };
}

/** Has the server know what this browser knows of a form. One after the other: the last word is the last. */
function send(name, options) {
  clearTimeout(timers.get(name));
  const way = Promise.resolve(ways.get(name)).then(async () => {
    const draft = read(name);
    if (!draft || draft.sent) return;
    const { at, fields } = draft;
    if (!fields) {
      if ((await call("drop_draft", { form: name }, options)).status === 200 && read(name)?.at === at) write(name);
      return;
    }
    const body = JSON.stringify({ ...fields, device });
    const { status, said } = await call("keep_draft", { form: name, body }, options);
    const now = read(name);
    if (status === 200 && now) write(name, { ...now, kept: said, sent: now.at === at });
  });
  ways.set(name, way);
  way.finally(() => ways.get(name) === way && ways.delete(name));
  return way;
}

const sendAll = (options) => Promise.all(names().map((name) => send(name, options)));

// --- What is typed

const formOf = (element) => element.closest?.("form[data-draft]") ?? element.closest?.(".sheet")?.querySelector("form[data-draft]");

/** The fields a person fills in, of the sheet around a form or of the form; where one fact is edited in its place, those of it. Never a password. */
const inputs = (form) =>
  [...(form.closest(".sheet") ?? form).querySelectorAll("input[name], textarea[name]")].filter(
    (field) => !["hidden", "password", "file"].includes(field.type) && (!form.closest(".in-place") || field.checkVisibility()),
  );

/** What was typed into a form: the fields that do not say what the record says, and its version. */
function typed(form, before) {
  const fields = {};
  const there = new Set();
  const search = {};
  for (const field of inputs(form)) {
    if (field.type === "radio") {
      if (!field.checked) continue;
      there.add(field.name);
      if (!field.defaultChecked || refused.has(form)) fields[field.name] = field.value;
    } else {
      there.add(field.name);
      if (field.type === "search") search[field.name] = field.value;
      else if (field.value !== field.defaultValue || refused.has(form)) fields[field.name] = field.value;
    }
  }
  // What was chosen may not be among the choices just now; and a form that is still waiting shows less than was typed.
  const { version, ...rest } = before ?? {};
  for (const name in rest) if (!there.has(name) || (!ready.has(form) && !(name in fields))) fields[name] = rest[name];
  if (Object.keys(fields).every((name) => name in search)) return undefined;
  const since = hidden(form) && { version: (!ready.has(form) && version) || hidden(form).value };
  // In the order the server keeps them.
  return Object.fromEntries(Object.entries({ ...search, ...fields, ...since }).sort());
}

const hidden = (form) => form.querySelector("input[type=hidden][name=version]");

function remember(form) {
  if (!here) return;
  const name = form.dataset.draft;
  const before = read(name);
  const fields = typed(form, before?.fields);
  if (JSON.stringify(fields) === JSON.stringify(before?.fields)) return;
  if (!fields) return drop(name);
  const body = JSON.stringify({ ...fields, device });
  const long = new URLSearchParams({ me, form: name, body }).toString().length > LONGEST;
  tooLong(form, long);
  if (long) return;
  // Never the same moment twice: it tells one draft from the next.
  write(name, { fields, at: Math.max(Date.now(), (before?.at ?? 0) + 1), kept: before?.kept, sent: false });
  clearTimeout(timers.get(name));
  timers.set(name, setTimeout(async () => {
    await asked.get(form);
    send(name);
  }, PAUSE));
}

/** Throws a draft away, here and at the server. */
function drop(name) {
  const draft = read(name);
  clearTimeout(timers.get(name));
  if (!draft) return;
  write(name, { at: Math.max(Date.now(), draft.at + 1), kept: draft.kept, sent: false });
  send(name);
}

addEventListener("input", ({ target }) => {
  const form = !filling && formOf(target);
  if (form) remember(form);
});

// The bundle says so when a form was saved. The server has thrown its draft away with the change that came of it, unless what
// was typed last was still on its way, and came after.
addEventListener("agency:written", ({ target }) => {
  const name = target.dataset?.draft;
  if (!name) return;
  clearTimeout(timers.get(name));
  if (ways.has(name)) drop(name);
  else write(name);
}, true);

// --- What is put back

let filling = false;

/** Puts a draft where nothing was typed since; answers whether that changed anything. */
function fill(form, fields) {
  filling = true;
  const filled = inputs(form).filter((field) => {
    const text = fields[field.name];
    if (text === undefined || !untouched(form, field) || (field.type === "radio" ? field.value !== text || field.checked : field.value === text)) return false;
    if (field.type === "radio") field.checked = true;
    else field.value = text;
    return true;
  });
  if (hidden(form) && fields.version) hidden(form).value = fields.version;
  for (const field of filled) for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
  filling = false;
  return filled.length > 0;
}

function untouched(form, field) {
  if (field.type === "search") return !ready.has(form);
  if (field.type !== "radio") return field.value === field.defaultValue;
  return inputs(form).every(({ type, name, checked, defaultChecked }) => type !== "radio" || name !== field.name || checked === defaultChecked);
}

/** Puts back what the record says. */
function empty(form) {
  for (const field of inputs(form)) {
    if (field.type === "radio") field.checked = field.defaultChecked;
    else if (field.type !== "search") field.value = field.defaultValue;
  }
  if (hidden(form)) hidden(form).value = versions.get(form);
}

async function meet(form) {
  const name = form.dataset.draft;
  versions.set(form, hidden(form)?.value);
  if (form.querySelector(".summary")) {
    refused.add(form);
    ready.add(form);
    return remember(form);
  }
  const question = ask(name);
  asked.set(form, question);
  // What only this browser has is put back whatever the server says.
  const mine = read(name);
  if (mine?.fields && !mine.sent) fill(form, mine.fields);
  const answer = await question;
  if (!form.isConnected || !here) return;
  const draft = newest(read(name), answer);
  if (draft?.fields) fill(form, draft.fields);
  write(name, draft);
  ready.add(form);
  if (!draft?.fields) return;
  if (!typed(form, draft.fields)) return drop(name); // the record says it all by now
  if (inputs(form).some((field) => field.name in draft.fields)) restored(form, draft);
  remember(form);
  if (!draft.sent) send(name);
}

/** What the server has of a form: nothing (`null`), or nobody can say (`undefined`). */
async function ask(name) {
  await ways.get(name);
  const { status, said } = await call("draft", { form: name }, { signal: AbortSignal.timeout(PATIENCE) });
  if (status !== 200) return undefined;
  if (!said) return null;
  const { device: from, ...fields } = JSON.parse(said.body);
  return { fields, at: said.at, kept: said.at, sent: true, elsewhere: from !== device };
}

/** What counts of what this browser and the server have: of two devices each what was typed there, where both typed the later. */
function newest(mine, theirs) {
  if (theirs === undefined || theirs?.kept === mine?.kept) return mine;
  if (!mine || mine.sent) return theirs ?? undefined; // it was saved or thrown away elsewhere, or was never here
  if (!theirs?.elsewhere) return { ...mine, kept: theirs?.kept }; // an answer of the server's was lost on the way
  if (!mine.fields) return mine.at < theirs.at ? theirs : mine;
  const [older, newer] = mine.at < theirs.at ? [mine, theirs] : [theirs, mine];
  return { ...newer, fields: { ...older.fields, ...newer.fields }, at: mine.at, kept: theirs.kept, sent: false };
}

// --- What is said about it

function restored(form, { fields, at, elsewhere }) {
  let there = fields;
  const bar = notice(form, words("discard"), () => {
    if (there) {
      there = undefined;
      drop(form.dataset.draft);
      empty(form);
    } else {
      there = fields;
      fill(form, fields);
      remember(form);
    }
    say();
  });
  const say = () => {
    bar.text.textContent = words((there ? "restored" : "discarded") + (elsewhere ? "Elsewhere" : ""), clock(at));
    bar.button.textContent = words(there ? "discard" : "undo");
  };
  say();
}

function tooLong(form, long) {
  const said = form.querySelector(".too-long");
  if (!long) return said?.remove();
  if (said) return;
  const hint = document.createElement("p");
  hint.className = "hint too-long";
  hint.setAttribute("role", "status");
  form.prepend(hint);
  hint.textContent = words("tooLong");
}

// --- Who is here

addEventListener("submit", async (event) => {
  const form = event.target;
  const unsent = () => names().some((name) => read(name)?.sent === false);
  if (form.getAttribute("action") !== "/sign-out" || !navigator.onLine || !unsent()) return;
  event.preventDefault();
  await Promise.race([sendAll(), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
  form.submit();
});

// Another tab: somebody signed in there, or out.
channel.onmessage = ({ data }) => {
  here = data.me === me;
  ended = false;
  if (here) again();
};

/** Goes on where that was not possible for a while: what was typed meanwhile is kept, and sent. */
function again() {
  for (const form of document.querySelectorAll("form[data-draft]")) if (ready.has(form)) remember(form);
  sendAll();
}

addEventListener("online", again);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") sendAll({ keepalive: true });
});

// --- Where forms appear

const met = new WeakSet();

function look() {
  for (const form of document.querySelectorAll("form[data-draft]")) {
    if (!met.has(form)) {
      met.add(form);
      meet(form);
    } else if (ready.has(form)) {
      // Choices are drawn anew while somebody looks for more of them.
      const draft = read(form.dataset.draft);
      if (draft?.fields) fill(form, draft.fields);
    }
  }
}

for (const key of onDevice.keys()) if (key.startsWith(ALL) && !key.startsWith(MINE)) onDevice.remove(key);
channel.postMessage({ me });
sendAll();
drawn(look);
