// What is offered to be printed is printed. A list is drawn anew for that, all of it (app/src/ui/documents/paper.rs), and printed as
// soon as it is there.

addEventListener("click", ({ target }) => target.closest?.("[data-print]") && print());

// Of a list to scroll through the browser by itself would print what is on the screen.
addEventListener("keydown", (event) => {
  const { key, ctrlKey, metaKey, shiftKey, altKey } = event;
  if (key !== "p" || !(ctrlKey || metaKey) || shiftKey || altKey || !document.getElementById("long")) return;
  event.preventDefault();
  document.getElementById("print").click();
});

if (document.getElementById("to-print") && performance.getEntriesByType("navigation")[0]?.type === "navigate") print();
