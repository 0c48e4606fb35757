// Fields for a day (`data-day`, app/src/ui/forms.rs): beside each a button for the browser's calendar. And what is plainly a day is
// written as one, once it is typed: by the digits of other scripts, with other marks between them or none.

import { drawn } from "./drawn.js";
import { say } from "./words.js";

const written = (text) =>
  text
    .trim()
    .replace(/[٠-٩۰-۹]/g, (digit) => digit.charCodeAt() & 15)
    .replace(/^(\d{4})([-/. ])(\d\d?)\2(\d\d?)$/, (_, year, mark, month, day) => `${year}-${month.padStart(2, 0)}-${day.padStart(2, 0)}`)
    .replace(/^(\d{4})(\d\d)(\d\d)$/, "$1-$2-$3");

/** A browser's own field, of which only the calendar is used: it has no name, so it is not sent, and nobody comes to it. */
function equip(field) {
  const tools = document.createElement("span");
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button quiet", innerHTML: '<i class="icon icon-calendar" aria-hidden="true"></i>' });
  const own = Object.assign(document.createElement("input"), { type: "date", tabIndex: -1, ariaHidden: "true" });
  tools.className = "calendar";
  button.ariaLabel = say("calendar", field.labels[0].textContent);
  button.dataset.tip = "";
  button.addEventListener("click", () => {
    const day = written(field.value);
    own.value = /^\d{4}-\d\d-\d\d$/.test(day) ? day : ""; // or the browser complains
    own.showPicker();
  });
  own.addEventListener("input", (event) => event.stopPropagation());
  own.addEventListener("change", (event) => {
    event.stopPropagation();
    field.value = own.value;
    for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
    field.focus();
  });
  tools.append(own, button);
  field.after(tools);
}

// Before anybody else reads it.
addEventListener("change", ({ target }) => {
  if (target.matches("[data-day]")) target.value = written(target.value);
}, true);

drawn(() => {
  for (const field of document.querySelectorAll("[data-day]")) if (!field.nextElementSibling) equip(field);
});
