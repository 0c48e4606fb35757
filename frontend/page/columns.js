// The forms that say how a list is looked at: its view, its columns (app/src/ui/links.rs). The server keeps it, and says where the list
// looked at so is; where the bundle is, a link leads there without a new document.

const main = document.getElementById("main");

main.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  if (!form.action.endsWith("/call/keep_list") || !("hydrated" in document.documentElement.dataset)) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form, submitter));
  body.set("list", location.search.slice(1)); // by now one may be at another page of it
  const reply = await fetch(form.action, { method: "POST", headers: { accept: "application/json" }, body }).catch(() => undefined);
  await reply?.text(); // or the browser says it was aborted
  const href = reply?.headers.get("location");
  if (!href) return;
  const link = document.createElement("a");
  link.id = "looked-at"; // by it the focus is kept (live.js)
  link.href = href;
  link.dataset.noscroll = "";
  form.previousElementSibling?.focus();
  main.append(link);
  link.click();
  link.remove();
});
