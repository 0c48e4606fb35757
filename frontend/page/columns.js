// The form that says which columns a list has (app/src/ui/links.rs). Where the bundle is, a link leads there without a new
// document.

const main = document.getElementById("main");

main.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches(".columns form") || !("hydrated" in document.documentElement.dataset)) return;
  event.preventDefault();
  const query = new URLSearchParams(new FormData(form));
  const [name, ...others] = query.getAll("columns");
  query.set("columns", others.join() || name);
  const link = document.createElement("a");
  link.id = "show-columns"; // by it the focus is kept (live.js)
  link.href = `${form.action}?${query}`;
  link.dataset.noscroll = "";
  form.previousElementSibling.focus();
  main.append(link);
  link.click();
  link.remove();
});
