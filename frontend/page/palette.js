// The palette and the sheet of keys. What stands in them is drawn by the server (app/src/ui/commands.rs), once for each page on
// which somebody asks for them; here they are opened, filtered, and walked through.

const SHEET = new URL("./palette.css", import.meta.url).href;
const PAUSE = 120; // of somebody typing

/** The two dialogs, once they are there. */
let there;

async function ask(call) {
  const reply = await fetch(call, { headers: { accept: "application/json" } });
  if (!reply.ok) throw new Error(reply.status);
  return reply.json();
}

const styled = () =>
  new Promise((loaded, failed) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: SHEET, onload: loaded, onerror: failed });
    document.head.append(link);
  });

async function fetched() {
  const [html] = await Promise.all([ask("/call/commands"), styled()]);
  document.body.insertAdjacentHTML("beforeend", html);
  if ("mac" in document.documentElement.dataset) {
    for (const key of document.querySelectorAll("kbd[data-mac]")) key.textContent = key.dataset.mac;
  }
  const [palette, sheet] = ["palette", "all-keys"].map((id) => document.getElementById(id));
  for (const dialog of [palette, sheet]) {
    // Escape closes what lies on top, and nothing below it.
    dialog.addEventListener("keydown", (event) => event.key === "Escape" && event.stopPropagation());
  }
  begin(palette);
  return { palette, sheet };
}

/** Does what belongs to these keys, or opens the palette to search. */
export async function hear(what) {
  there ??= fetched().catch((error) => {
    there = undefined; // the next time may go better
    throw error;
  });
  const { palette, sheet } = await there;
  const list = document.querySelector("#main search [name=q]");
  if (what === "/" && list) list.select();
  else if (what === "/" || what === "search") open(palette);
  else if (what === "?") open(sheet);
  else palette.querySelector(`[data-keys="${CSS.escape(what)}"]`)?.click();
}

function open(dialog) {
  if (dialog.open) return dialog.querySelector("input")?.select();
  for (const other of document.querySelectorAll("dialog[open]")) other.close();
  dialog.dispatchEvent(new Event("opens"));
  dialog.showModal();
}

function begin(palette) {
  const input = palette.querySelector("input");
  const found = palette.querySelector("#found");
  const says = palette.querySelector("[role=status]");
  const counts = says.dataset.counts.split("\n");
  const shown = () => [...palette.querySelectorAll("[role=option]:not([hidden])")];
  let active;
  let due;
  let asked = "";

  function choose(option) {
    active?.removeAttribute("aria-selected");
    active = option;
    active?.setAttribute("aria-selected", "true");
    active?.scrollIntoView({ block: "nearest" });
    if (active) input.setAttribute("aria-activedescendant", active.id);
    else input.removeAttribute("aria-activedescendant");
  }

  /** Shows what has all of the words that were typed, in whichever order, and is to be had on this page. */
  function filter() {
    const words = plain(input.value).split(/\s+/);
    for (const option of palette.querySelectorAll("[data-press], [href]:not(#found *)")) {
      const { press } = option.dataset;
      const name = plain(option.querySelector("span").textContent);
      option.hidden = !words.every((word) => name.includes(word)) || (press && !document.querySelector(press));
    }
    for (const group of palette.querySelectorAll("[role=group]")) group.hidden = !group.querySelector("[role=option]:not([hidden])");
    choose(shown()[0]);
  }

  function count() {
    says.textContent = counts[shown().length];
  }

  /** People and titles: what is typed last is what is shown, whichever answer comes first. */
  async function look() {
    const text = (asked = input.value.trim());
    let html = "";
    try {
      if (text) html = await ask(`/call/find?${new URLSearchParams({ text })}`);
    } catch {
      if (text === asked) says.textContent = says.dataset.failed;
      return;
    }
    if (text !== asked) return;
    found.innerHTML = html;
    filter();
    count();
  }

  palette.addEventListener("opens", () => {
    input.value = "";
    asked = "";
    found.replaceChildren();
    says.textContent = "";
    filter();
  });

  input.addEventListener("input", () => {
    filter();
    clearTimeout(due);
    due = setTimeout(look, PAUSE);
  });

  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step && event.key !== "Enter") return;
    event.preventDefault();
    if (step) {
      const options = shown();
      choose(options.at((options.indexOf(active) + step) % options.length));
    } else if (active) {
      active.click();
    } else if (input.value.trim()) {
      location.assign(`/search?${new URLSearchParams({ q: input.value.trim() })}`);
    }
  });

  palette.addEventListener("click", ({ target }) => {
    const option = target.closest("[role=option]");
    if (!option) return;
    palette.close();
    const { press } = option.dataset;
    if (press === "#all-keys") open(document.querySelector(press));
    else if (press) document.querySelector(press)?.click();
  });
}

/** As it is looked for: without case, without marks. */
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
