// How somebody wants the pages counts as soon as it is chosen, and is kept for their other pages and devices. Without script
// the form is sent like any other.

const form = document.querySelector("form[action='/call/keep_settings']");
const root = document.documentElement;

/** What the server draws into a page by these settings (app/src/ui/shell.rs). */
function show({ name, value }) {
  if (name !== "theme" && name !== "contrast") return;
  if (value === "system") delete root.dataset[name];
  else root.dataset[name] = value;
  for (const bar of document.querySelectorAll("meta[name=theme-color]")) {
    bar.removeAttribute("media");
    bar.content = getComputedStyle(root).backgroundColor;
  }
}

form?.addEventListener("change", async ({ target }) => {
  if (target.name === "language") return form.submit(); // every word of the page is another
  show(target);
  const says = form.querySelector(".kept");
  const reply = await fetch(form.action, {
    method: "POST",
    headers: { accept: "application/json" },
    body: new URLSearchParams(new FormData(form)),
  }).catch(() => undefined);
  await reply?.text(); // or the browser says it was aborted
  says.textContent = reply?.ok ? says.dataset.kept : says.dataset.failed;
});
