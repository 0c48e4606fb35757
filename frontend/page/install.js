// Offers to install the app, once somebody has come back often enough or done enough to know it; and never again after a no.

import { notice } from "./notice.js";

const KEPT = "install";
const [DAYS, WRITES] = [3, 10];

/** The browser's own question, kept for the right moment. */
let question;
let bar;

function read() {
  try {
    return { days: 0, writes: 0, ...JSON.parse(localStorage.getItem(KEPT)) };
  } catch {
    return { no: true }; // what cannot be kept cannot be remembered
  }
}

function write(more) {
  const now = { ...read(), ...more };
  try {
    localStorage.setItem(KEPT, JSON.stringify(now));
  } catch {
    return { no: true };
  }
  return now;
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
