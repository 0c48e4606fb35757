// The rows of a list (app/src/ui/lists.rs). The bundle puts in a page of them as HTML whenever something else is looked for, and when
// something changed elsewhere; here a row that was there before goes on being the same element. What makes one list to scroll
// through of many pages is loaded when there is one (long.js).

import { known, renewed } from "./rows.js";

const main = document.getElementById("main");

/** What knows long lists, and whether it is asked for. */
let long;
let asked = false;
let rows = [];

const there = () => [...(main.querySelector(".list tbody")?.children ?? [])];

function look() {
  if (long) return long.look();
  if (document.getElementById("long") && !asked) {
    asked = true;
    // Without it there are links to the pages.
    import("./long.js").then((module) => (long = module).look(), () => (asked = false));
  }
  const drawn = there();
  if (drawn[0] === rows[0]) return;
  const before = known(rows);
  rows = drawn.map((row) => renewed(before, row));
  drawn.forEach((row, place) => row !== rows[place] && row.replaceWith(rows[place]));
}

/** The ids of the rows one sees, and of those a little way off. */
export const idsHere = () => (long ? long.idsHere() : [...known(there()).keys()]);

/** The ids of all rows between two, wherever they are. */
export async function idsBetween(one, other) {
  if (long) return long.idsBetween(one, other);
  const all = idsHere();
  const [start, end] = [all.indexOf(one), all.indexOf(other)].sort((one, other) => one - other);
  return start < 0 ? [other] : all.slice(start, end + 1);
}

new MutationObserver(look).observe(main, { childList: true, subtree: true });
look();
