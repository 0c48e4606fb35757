// A fact that is edited where it stands (app/src/ui/records.rs): the cursor goes into it, Escape leaves it as it was, and
// whoever is done goes on at the fact.

/** The field that is being edited in place. */
let editing;

new MutationObserver(() => {
  const place = document.querySelector(".in-place");
  const field = place?.dataset.field;
  if (field === editing) return;
  const left = editing;
  editing = field;
  if (field) {
    [...place.querySelectorAll("input:not([type=hidden])")].find((input) => input.checkVisibility())?.focus();
  } else if (document.activeElement === document.body) {
    document.querySelector(`a.fact[href$="edit=${left}"]`)?.focus();
  }
}).observe(document.getElementById("main"), { childList: true, subtree: true });

addEventListener("keydown", (event) => {
  if (event.key === "Escape" && editing && !event.isComposing && !event.defaultPrevented) document.querySelector(".in-place > a")?.click();
});
