/** The id of the record that a row of a list is about (app/src/ui/links.rs). */
export const idOf = (row) => row.querySelector("[name=id]").value;

/** By their ids, to be known again. */
export const known = (rows) => new Map(rows.map((row) => [idOf(row), row]));

/** The element that stands for this row already, with what is new put in: so only that glows, and the focus stays. Or the new one. */
export function renewed(before, row) {
  const old = before.get(idOf(row));
  const alike = (cell, place) => cell.className === row.cells[place]?.className;
  if (old?.cells.length !== row.cells.length || ![...old.cells].every(alike)) return row;
  [...row.cells].forEach((cell, place) => {
    const now = old.cells[place];
    // What is open stays so.
    if (now.innerHTML !== cell.innerHTML && !now.querySelector("[open]")) now.innerHTML = cell.innerHTML;
  });
  return old;
}
