/** A line of quiet news at the top of something, with a button that does something about it. Answers its two halves. */
export function notice(place, label, act) {
  const bar = document.createElement("p");
  bar.className = "notice";
  bar.setAttribute("role", "status");
  const text = document.createElement("span");
  const button = document.createElement("button");
  button.className = "button quiet";
  button.type = "button";
  button.textContent = label;
  button.onclick = act;
  bar.append(text, button);
  place.prepend(bar);
  return { text, button };
}
