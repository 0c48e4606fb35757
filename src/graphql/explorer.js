// The page to try queries on answers in place, and remembers in this tab what was asked.

const MANY = 20;
const form = document.getElementById("explorer");
const { query, variables } = form.elements;
const outcome = document.getElementById("outcome");
const answer = document.getElementById("answer");
const before = document.getElementById("history");
// What the next person at this tab did not ask is not shown to them.
const place = `graphql/${form.dataset.me}`;

document.getElementById("keys").hidden = false;
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit();
  }
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  run();
});
remembered();

async function run() {
  let values;
  try {
    values = variables.value.trim() ? JSON.parse(variables.value) : undefined;
    variables.removeAttribute("aria-invalid");
  } catch {
    variables.setAttribute("aria-invalid", "true");
    outcome.textContent = "The variables are no object in JSON.";
    variables.focus();
    return;
  }
  outcome.textContent = "Asking…";
  form.setAttribute("aria-busy", "true");
  try {
    const begun = performance.now();
    const reply = await fetch(form.action, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({ query: query.value, variables: values }),
    });
    const body = await reply.json();
    const ms = Math.round(performance.now() - begun);
    show(body);
    if (reply.status === 401) outcome.textContent = "Your session has ended. Sign in again, then run this once more.";
    else if (body.errors || !reply.ok) outcome.textContent = `Refused, or in part, after ${ms} ms.`;
    else outcome.textContent = `Answered in ${ms} ms.`;
    remember();
  } catch {
    outcome.textContent = "The agency cannot be reached just now. Try again in a moment.";
  } finally {
    form.removeAttribute("aria-busy");
  }
}

function show(body) {
  answer.firstElementChild.textContent = JSON.stringify(body, null, 2);
  answer.hidden = false;
}

function asked() {
  try {
    return JSON.parse(sessionStorage.getItem(place)) ?? [];
  } catch {
    return [];
  }
}

function remember() {
  const now = { query: query.value, variables: variables.value };
  const others = asked().filter((it) => it.query !== now.query || it.variables !== now.variables);
  try {
    sessionStorage.setItem(place, JSON.stringify([now, ...others].slice(0, MANY)));
  } catch {
    return; // no room, or none allowed: then it is not remembered
  }
  remembered();
}

function remembered() {
  const list = asked();
  before.hidden = list.length === 0;
  before.lastElementChild.replaceChildren(
    ...list.map((it) => {
      const line = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button quiet";
      button.textContent = it.query.replaceAll(/\s+/g, " ").trim().slice(0, 80);
      button.addEventListener("click", () => {
        query.value = it.query;
        variables.value = it.variables;
        query.focus();
      });
      line.append(button);
      return line;
    }),
  );
}
