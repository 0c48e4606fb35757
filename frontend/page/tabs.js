// The parts of a long page, one at a time: the links to them are tabs (app/src/ui/parts/tabs.rs), which move as WAI-ARIA has tabs move
// (https://www.w3.org/WAI/ARIA/apg/patterns/tabs/). Which one is open stands in the address, and stays open where the same page is
// narrowed otherwise.

const list = document.querySelector(".tabs");
const tabs = [...(list?.children ?? [])];
const panel = (tab) => document.querySelector(tab.hash).parentElement;

function open(tab) {
  for (const each of tabs) {
    const is = each === tab;
    Object.assign(each, { ariaSelected: is, tabIndex: is ? 0 : -1 });
    panel(each).classList.toggle("open", is);
  }
  if (!location.hash) return;
  for (const link of document.querySelectorAll("main a[href]")) {
    if (link.pathname === location.pathname && !tabs.includes(link)) link.hash = location.hash;
  }
}

const asked = () => open(tabs.find(({ hash }) => hash === location.hash) ?? tabs[0]);

function go(tab) {
  history.replaceState(history.state, "", tab.hash);
  open(tab);
  tab.focus();
}

list?.addEventListener("click", (event) => {
  const tab = event.target.closest("a");
  if (!tab || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(tab);
});

list?.addEventListener("keydown", (event) => {
  const { key, ctrlKey, metaKey, altKey, target } = event;
  const onward = getComputedStyle(list).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
  const step = { Home: -tabs.indexOf(target), End: -1 - tabs.indexOf(target), ArrowLeft: -1, ArrowRight: -1, [onward]: 1 }[key];
  if (step === undefined || ctrlKey || metaKey || altKey) return;
  event.preventDefault();
  go(tabs.at((tabs.indexOf(target) + step) % tabs.length));
});

if (list) {
  list.role = "tablist";
  for (const tab of tabs) {
    tab.role = "tab";
    tab.setAttribute("aria-controls", (panel(tab).id = `${tab.hash.slice(1)}-panel`));
    Object.assign(panel(tab), { role: "tabpanel", tabIndex: 0 });
  }
  asked();
  addEventListener("hashchange", asked);
}
