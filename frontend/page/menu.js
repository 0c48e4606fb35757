// A menu of what can be done with something: a button and what it opens (app/src/ui/menu.rs), which with script moves as WAI-ARIA has
// a menu button move (https://www.w3.org/WAI/ARIA/apg/patterns/menu-button/). A finger that rests beside it opens it too.

const main = document.getElementById("main");
const button = (menu) => menu.firstElementChild;
const items = (menu) => [...menu.lastElementChild.children];

/** What it is called while there is a script that has it move so. */
function name(menu) {
  const list = menu.lastElementChild;
  Object.assign(button(menu), { role: "button", ariaHasPopup: "menu", ariaExpanded: menu.open });
  Object.assign(list, { role: "menu", ariaLabel: button(menu).ariaLabel });
  for (const item of items(menu)) Object.assign(item, { role: "menuitem", tabIndex: -1 });
}

/** Opens it, or goes on in it where it is: at this item, the first and the last beside each other. */
function enter(menu, at = 0) {
  menu.open = true;
  items(menu).at(at % items(menu).length).focus();
}

function leave(menu, focus = false) {
  menu.open = false;
  if (focus) button(menu).focus();
}

// A menu that is drawn later is named when somebody comes to it.
for (const comes of ["focusin", "pointerover"]) main.addEventListener(comes, ({ target }) => {
  const menu = target.closest(".menu");
  if (menu && !button(menu).role) name(menu);
});

// One that was drawn open was opened before anybody listened.
for (const menu of main.querySelectorAll(".menu[open]")) name(menu);

main.addEventListener("toggle", ({ target: menu }) => {
  if (!menu.matches(".menu")) return;
  name(menu);
  if (!menu.open) return;
  for (const other of main.querySelectorAll(".menu[open]")) if (other !== menu) leave(other);
  if (!menu.contains(document.activeElement) || document.activeElement === button(menu)) enter(menu);
}, true);

main.addEventListener("keydown", (event) => {
  const menu = event.target.closest(".menu");
  const { key, ctrlKey, metaKey, altKey } = event;
  if (!menu || ctrlKey || metaKey || altKey || event.isComposing) return;
  const all = items(menu);
  const at = all.indexOf(event.target);
  const letter = (item) => item.textContent.trim().toLowerCase().startsWith(key.toLowerCase());
  if (key === "ArrowDown") enter(menu, at + 1);
  else if (key === "ArrowUp") enter(menu, Math.max(at, 0) - 1);
  else if (at < 0) return;
  else if (key === "Home") enter(menu);
  else if (key === "End") enter(menu, -1);
  else if (key === "Escape") leave(menu, true);
  else if (key === " ") event.target.click();
  else if (key.length === 1) [...all.slice(at + 1), ...all.slice(0, at + 1)].find(letter)?.focus();
  else {
    if (key === "Tab") leave(menu, true); // and from there to the next
    return;
  }
  event.preventDefault();
  event.stopPropagation(); // or a letter would be a key of the page
});

// Whoever presses elsewhere, or has chosen, is done with it.
addEventListener("click", ({ target }) => {
  for (const menu of main.querySelectorAll(".menu[open]")) if (!button(menu).contains(target)) leave(menu);
});

// A mouse asks the browser for its own.
main.addEventListener("contextmenu", (event) => {
  const menu = event.pointerType !== "mouse" && !event.defaultPrevented && event.target.closest("tr, li")?.querySelector(".menu");
  if (!menu) return;
  event.preventDefault();
  enter(menu);
});
