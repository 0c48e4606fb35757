// What is offered to be printed is printed.
addEventListener("click", ({ target }) => target.closest?.("[data-print]") && print());
