// Choosing rows of a list: many at once and beyond the page that is shown, with the mouse, a finger or the keyboard. Without
// script the boxes and the form below the list do (app/src/ui/links.rs), for one page.

import { idsBetween, idsHere } from "./lists.js";
import { onTab } from "./storage.js";

const REST = 500; // so long a finger rests on a row that it is chosen
const FAR = 10; // px: the finger scrolls

const main = document.getElementById("main");
const { me } = document.getElementById("live").dataset;
const at = (id) => document.getElementById(id);
const boxes = () => [...main.querySelectorAll("[form=choose][name=id]")];

/** Under which name the ids that are chosen are kept, while the page shows a list; it outlives paging, searching and a reload. */
let list;
let chosen = new Set();
/** The box that was pressed last: from there a range goes. */
let last;
/** How many were said to be chosen. */
let said = "0";

const kept = () => `chosen/${me}/${location.pathname.split("/")[1]}`;

function keep() {
  if (chosen.size) onTab.set(list, JSON.stringify([...chosen]));
  else onTab.remove(list);
  draw();
}

/** Chooses the rows of these ids, or no longer. */
function choose(some, on) {
  for (const id of some) chosen[on ? "add" : "delete"](id);
  keep();
}

/** What is drawn anew knows nothing of what is chosen, and stands perhaps for another row. */
function draw() {
  const form = at("choose");
  if (!form) {
    list = undefined;
    return;
  }
  if (list !== kept()) {
    list = kept();
    last = undefined;
    chosen = new Set(JSON.parse(onTab.get(list) ?? "[]"));
  }
  for (const box of boxes()) {
    box.checked = chosen.has(box.value);
    box.closest("tr")?.toggleAttribute("data-chosen", box.checked);
  }
  const here = idsHere();
  const ticked = here.filter((id) => chosen.has(id)).length;
  const head = at("choose-all");
  if (head) {
    head.checked = ticked > 0 && ticked === here.length;
    head.indeterminate = ticked > 0 && ticked < here.length;
  }
  const { all } = form.elements;
  if (all && !chosen.size) all.checked = false;
  form.toggleAttribute("data-chosen", chosen.size > 0);
  const count = all?.checked ? all.dataset.total : String(chosen.size);
  const words = form.querySelector("p");
  const figure = words.querySelector("strong");
  if (figure.textContent !== count) figure.textContent = count;
  if (said === count) return;
  said = count;
  const status = at("chosen");
  status.textContent = chosen.size ? words.textContent : status.dataset.none;
}

let shift = false;
for (const pressed of ["pointerdown", "keydown"]) addEventListener(pressed, (event) => (shift = event.shiftKey), true);

main.addEventListener("change", async ({ target }) => {
  const { id, value, checked } = target;
  if (id === "choose-all") choose(idsHere(), checked);
  else if (target.matches("#choose [name=all]")) draw();
  else if (target.matches("[form=choose]")) {
    // From the box that was pressed last to this one, where that is wanted.
    const before = shift ? last : undefined;
    last = value;
    choose([value], checked);
    if (before) choose(await idsBetween(before, value), checked);
  }
});

main.addEventListener("reset", ({ target }) => {
  if (target !== at("choose")) return; // its own id is hidden behind the boxes' name
  // What leads away from it goes with it.
  if (target.contains(document.activeElement)) at("choose-all")?.focus();
  chosen.clear();
  last = undefined;
  setTimeout(keep); // the browser takes the ticks away after it said so
});

main.addEventListener("formdata", ({ target, formData }) => {
  if (target !== at("choose")) return;
  formData.delete("id");
  if (!formData.has("all")) formData.set("id", [...chosen].join(" "));
});

// --- With the keyboard

addEventListener("keydown", (event) => {
  const { key, target, ctrlKey, metaKey, shiftKey, altKey } = event;
  if (!list || event.defaultPrevented || document.querySelector(".sheet")) return;
  if (key === "Escape" && chosen.size && !target.closest?.("input:not([type=checkbox]), details")) at("choose").reset();
  if (key?.toLowerCase() !== "a" || !(ctrlKey || metaKey) || shiftKey || altKey || !target.closest?.("table")) return;
  event.preventDefault();
  choose(idsHere(), true);
});

// --- With a finger: it rests on the first row, and taps the others

let resting;
let finger = false;
/** What the finger does when it is lifted was done when it rested. */
let done = false;

const rowAt = ({ target }) => (target.closest(".choose, .menu") ? null : target.closest("tbody tr")?.querySelector("[form=choose]"));

main.addEventListener("pointerdown", (event) => {
  clearTimeout(resting);
  done = false;
  finger = event.pointerType === "touch";
  const box = finger && event.isPrimary && rowAt(event);
  if (!box) return;
  const { clientX: x, clientY: y } = event;
  const moved = (event) => Math.hypot(event.clientX - x, event.clientY - y) > FAR && clearTimeout(resting);
  main.addEventListener("pointermove", moved);
  for (const end of ["pointerup", "pointercancel"]) {
    addEventListener(end, () => (clearTimeout(resting), main.removeEventListener("pointermove", moved)), { once: true });
  }
  resting = setTimeout(() => {
    done = true;
    last = box.value;
    choose([box.value], true);
  }, REST);
});

addEventListener("keydown", () => (finger = false), true);

// A link's own menu would come up under the finger.
main.addEventListener("contextmenu", (event) => finger && list && rowAt(event) && event.preventDefault());

main.addEventListener(
  "click",
  (event) => {
    const box = finger && list && rowAt(event);
    if (!box || !(done || chosen.size)) return;
    event.preventDefault();
    event.stopPropagation();
    if (!done) choose([box.value], !chosen.has(box.value));
    done = false;
  },
  true,
);

// --- The document that asks whether to (app/src/ui/documents/chosen.rs)

const SENT = "chosen/sent";

// Once it was sent and not refused, nothing is chosen any more.
main.addEventListener("submit", ({ target }) => {
  if (target.matches(".question form")) onTab.set(SENT, kept());
});
if (!location.pathname.endsWith("/chosen")) onTab.remove(onTab.get(SENT));
onTab.remove(SENT);

addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  list = undefined;
  draw();
});
addEventListener("agency:rows", draw); // one is at another page
new MutationObserver(draw).observe(main, { childList: true, subtree: true });
draw();
