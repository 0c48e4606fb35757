// The notice at the foot of the page: says what was just done and offers to take it back, or to do it again. And the keys
// everybody knows for that. Without script the notice that the server drew is a form like any other.

import { letter } from "./letter.js";
import { say } from "./words.js";

const place = document.getElementById("notice");
const [form] = place.children;
const [says, submit, close] = form.querySelectorAll("p, button");
const { whole } = document.getElementById("live").dataset;
const STAYS = 10_000;

let leaving;
/** How many are under way. Keys that come quicker than answers are heard one after the other. */
let asking = 0;
let turn = Promise.resolve();

/** What was done last, as /call/steps tells it. */
function show(latest) {
  form.hidden = !latest;
  if (!latest) return;
  form.action = latest.undone ? "/call/redo" : "/call/undo";
  form.step.value = latest.step;
  submit.textContent = say(latest.undone ? "redo" : "undo");
  submit.hidden = false;
  says.className = "";
  says.textContent = latest.says;
  linger();
}

/** Goes after a while: not under somebody's finger, nor before somebody knows what is wrong. */
function linger() {
  clearTimeout(leaving);
  leaving = setTimeout(() => {
    if (place.matches(":hover, :focus-within")) linger();
    else if (!says.className) form.hidden = true;
  }, STAYS);
}

function complain(words) {
  form.hidden = false;
  submit.hidden = true;
  says.className = "error";
  says.textContent = words;
}

function why(error) {
  if (error?.Conflict) return error.Conflict;
  if (error?.NotAllowed) return say("notAllowed");
  if (error?.SignIn) return say("ended");
  return say("notReached");
}

/** Undoes or redoes: this step, or the latest. */
function go(way, step) {
  asking += 1;
  turn = turn.then(() => ask(way, step));
}

async function ask(way, step) {
  const focused = place.contains(document.activeElement);
  try {
    const reply = await fetch(way, { method: "POST", headers: { accept: "application/json" }, body: new URLSearchParams(step && { step }) });
    const answer = await reply.json();
    if (!reply.ok) return complain(why(answer));
    if (whole !== undefined) return location.reload();
    show(answer.latest);
    for (const name of ["change", "castings"]) dispatchEvent(new CustomEvent(`agency:${name}`));
  } catch {
    complain(why());
  } finally {
    asking -= 1;
    if (focused) (form.hidden ? document.getElementById("main") : submit.hidden ? close : submit).focus();
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!asking) go(form.getAttribute("action"), form.step.value); // else pressed twice
});

close.addEventListener("click", () => {
  form.hidden = true;
  document.getElementById("main").focus();
});

// Where somebody types, the keys are the browser's; and while a sheet is open, what is in it comes first.
addEventListener("keydown", (event) => {
  const { ctrlKey, metaKey, shiftKey, altKey, target } = event;
  const key = letter(event)?.toLowerCase(); // what fills in a form says no key
  const undo = key === "z" && !shiftKey;
  const redo = (key === "z" && shiftKey) || (key === "y" && ctrlKey && !shiftKey);
  if (!(ctrlKey || metaKey) || altKey || event.repeat || !(undo || redo)) return;
  if (target.closest?.("input, textarea, select, [contenteditable]") || document.querySelector(".sheet")) return;
  event.preventDefault();
  go(undo ? "/call/undo" : "/call/redo");
});

// The bundle says so at a form that was sent and done.
addEventListener("agency:written", async () => {
  const reply = await fetch("/call/steps", { headers: { accept: "application/json" } }).catch(() => undefined);
  if (reply?.ok) show((await reply.json()).latest);
}, true);

if (!form.hidden) linger();
