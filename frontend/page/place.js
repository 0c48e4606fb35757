// A fact that is edited where it stands (app/src/ui/records.rs): the cursor goes into it, Escape leaves it as it was, and
// whoever is done goes on at the fact.

const SOON = 2000; // in milliseconds: saved, the record is read and drawn once more

/** The field that is being edited in place. */
let editing;
/** The one that was last, and until when the focus belongs to its fact. */
let last;

new MutationObserver(() => {
  const place = document.querySelector(".in-place");
  const field = place?.dataset.field;
  if (field !== editing) {
    last = { field: editing, until: Date.now() + SOON };
    editing = field;
    if (place) [...place.querySelectorAll("input:not([type=hidden])")].find((input) => input.checkVisibility())?.focus();
  }
  const lost = !field && last?.until > Date.now() && document.activeElement === document.body;
  if (lost) document.querySelector(`a.fact[href$="edit=${last.field}"]`)?.focus();
}).observe(document.getElementById("main"), { childList: true, subtree: true });

addEventListener("keydown", (event) => {
  if (event.key === "Escape" && editing && !event.isComposing && !event.defaultPrevented) document.querySelector(".in-place > a")?.click();
});
