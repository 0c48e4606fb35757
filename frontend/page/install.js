// Offers to install the app, once somebody has come back often enough or done enough to know it; and never again after a no.

import { notice } from "./notice.js";
import { onDevice } from "./storage.js";

const KEPT = "install";
const [DAYS, WRITES] = [3, 10];

/** The browser's own question, kept for the right moment. */
let question;
let bar;

function read() {
  return { days: 0, writes: 0, ...JSON.parse(onDevice.get(KEPT)) };
}

function write(more) {
  const now = { ...read(), ...more };
  return onDevice.set(KEPT, JSON.stringify(now)) ? now : { no: true }; // what cannot be kept cannot be remembered
}

async function offer({ no, days, writes }) {
  if (no || bar || !question || (days < DAYS && writes < WRITES) || document.querySelector(".sheet, dialog[open]")) return;
  bar = {}; // on its way
  const reply = await fetch("/call/invitation", { headers: { accept: "application/json" } }).catch(() => undefined);
  if (!reply?.ok) return (bar = undefined);
  const [words, yes, never] = await reply.json();
  const answered = (installed) => {
    write({ no: true });
    bar.text.parentElement.remove();
    document.getElementById("main").focus();
    if (installed) question.prompt();
  };
  bar = notice(document.getElementById("main"), yes, () => answered(true));
  bar.text.textContent = words;
  bar.button.after(Object.assign(document.createElement("button"), { className: "button quiet", type: "button", textContent: never, onclick: () => answered(false) }));
}

addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  question = event;
  const { last, days } = read();
  const today = new Date().toDateString();
  offer(last === today ? read() : write({ last: today, days: days + 1 }));
});
addEventListener("appinstalled", () => write({ no: true }));
// The bundle says so at a form that was sent and done. The sheet it stood in goes first.
addEventListener("agency:written", () => setTimeout(offer, 1000, write({ writes: read().writes + 1 })), true);
