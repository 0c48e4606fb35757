// The name of a control that shows an icon alone (`data-tip`), for those who see: beside it while a mouse rests on it, and while the
// keyboard is there. As WCAG 2.2 asks (1.4.13) it stays as long as either does, also under a mouse that goes on to the name, and goes
// by Escape. Those who listen hear the control's own name, of which it is a copy. Without script the style sheet shows it (style/parts.css).

const RESTS = 400; // of a mouse, until it seems to ask
const LEAVES = 150; // and on its way from the control to its name

const tip = Object.assign(document.createElement("p"), { className: "tip", popover: "manual", ariaHidden: "true" });
/** The control whose name is shown; and one that was pressed, or whose name was sent away, while the mouse is still there. */
let named;
let done;
let timer;
/** Whether it is by Tab that the focus comes to something: what a page moves it to when it opens or closes was not asked about. */
let tabbed;

function show(control) {
  hide();
  if (!control.isConnected) return;
  named = control;
  tip.textContent = control.ariaLabel;
  // In a row not over the next one, which has the same control there.
  tip.classList.toggle("beside", Boolean(control.closest("td")));
  // Beside what a dialog covers nothing can be pointed at.
  (control.closest("dialog") ?? document.body).append(tip);
  tip.showPopover({ source: control });
}

function hide() {
  clearTimeout(timer);
  named = undefined;
  tip.remove();
}

// A finger presses what it comes to. Where a browser cannot set one thing beside another, it is left to say names as it does.
if (CSS.supports("position-area", "block-end")) {
  addEventListener("pointerover", ({ target, pointerType }) => {
    const control = pointerType !== "touch" && target.closest?.("[data-tip]");
    if (control && control === done) return;
    done = undefined;
    clearTimeout(timer);
    if (control && control !== named) timer = setTimeout(show, RESTS, control);
    else if (named && !control && target !== tip && !named.matches(":focus-visible")) timer = setTimeout(hide, LEAVES);
  });
  addEventListener("focusin", ({ target }) => tabbed && target !== named && target.matches?.("[data-tip]") && show(target));
  addEventListener("focusout", ({ target }) => target === named && !target.matches(":hover") && hide());
  addEventListener("pointerdown", ({ target }) => {
    tabbed = false;
    if (target === tip) return;
    done = target.closest?.("[data-tip]");
    hide();
  });
  // Before what it stands in is closed by the same key.
  addEventListener("keydown", (event) => {
    tabbed = event.key === "Tab";
    if (event.key !== "Escape" || !named) return;
    done = named;
    hide();
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
}
