// Lists in earnest: many rows are chosen and dealt with at once, and a list is shown as one likes it.

import { type Page } from "@playwright/test";
import { call, expect, heading, open, press, scripted, settled, test } from "./fixture";

const box = (page: Page, name: string) => page.getByRole("checkbox", { name: `Choose ${name}`, exact: true });
const bar = (page: Page) => page.locator("form").filter({ hasText: "Chosen:" });
const deed = (page: Page, name: string) => bar(page).getByRole("button", { name });
const count = (page: Page, words: string) => page.getByRole("status").filter({ hasText: words });
const rows = (page: Page) => page.getByRole("rowheader");
const chosen = (page: Page, words: string) => expect(page.locator("#chosen")).toHaveText(words);

test("several are deleted at once, after a look at what goes along, and come back with one press", async ({ signedInAs }) => {
  const maya = await signedInAs("maya");
  await call(maya, "add_casting", { movie_id: 5, actor_id: 3, character: "Cobb" });
  await open(maya, "/actors?sort=name");
  await expect(deed(maya, "Delete…")).toBeHidden();
  await open(maya, "/actors?gender=male&sort=name");
  await press(box(maya, "leaonardo dicaprio"));
  await press(box(maya, "tom hanks"));
  await press(deed(maya, "Delete…"));
  await heading(maya, "Delete 2 actors");
  await expect(maya.getByText("2 actors and 1 part in a cast will be deleted.")).toBeVisible();
  await expect(maya.getByRole("row", { name: /leaonardo dicaprio/ })).toContainText("with 1 part in a cast");
  await press(maya.getByRole("button", { name: "Delete 2 actors" }));
  // Back where one was, with the way back.
  await expect(maya).toHaveURL("/actors?gender=male&sort=name");
  await settled(maya);
  await expect(box(maya, "tom hanks")).toHaveCount(0);
  await expect(deed(maya, "Delete…")).toBeHidden();
  await expect(maya.getByText("You deleted 2 records.")).toBeVisible();
  await press(maya.getByRole("button", { name: "Undo" }));
  await expect(box(maya, "tom hanks")).toBeVisible();
  await expect(box(maya, "tom hanks")).not.toBeChecked();
  await expect(box(maya, "leaonardo dicaprio")).toBeVisible();
});

test("several are made the same, and whoever is so already stays", async ({ signedInAs }) => {
  const maya = await signedInAs("maya");
  await open(maya, "/actors");
  for (const name of ["tom hanks", "scarlett johansson"]) await press(box(maya, name));
  await press(deed(maya, "Edit…"));
  await heading(maya, "Change 2 actors");
  await press(maya.getByText("Female", { exact: true }));
  await press(maya.getByRole("button", { name: "Show what changes" }));
  await expect(maya.getByRole("row", { name: /tom hanks/ })).toContainText("gender from male to female");
  await expect(maya.getByRole("row", { name: /scarlett/ })).toContainText("Stays as it is");
  await press(maya.getByRole("button", { name: "Change 1 actor" }));
  await expect(maya).toHaveURL("/actors");
  await expect(maya.getByRole("row", { name: /tom hanks/ })).toContainText("Female");
});

test("what cannot be says why, and the others are done without it", async ({ signedInAs, watch }) => {
  watch.expects(400, "/call/delete_actors");
  const [maya, omar] = [await signedInAs("maya"), await signedInAs("omar")];
  await open(maya, "/actors");
  for (const name of ["tom hanks", "chris evans"]) await press(box(maya, name));
  await press(deed(maya, "Delete…"));
  await expect(await call(omar, "delete_actor", { id: 5 })).toBeOK();
  await press(maya.getByRole("button", { name: "Delete 2 actors" }));
  await expect(maya.getByRole("alert")).toContainText("Omar Reyes deleted chris evans");
  await expect(maya.getByText("1 actor is left out: see below.")).toBeVisible();
  await press(maya.getByRole("button", { name: "Delete 1 actor" }));
  await expect(maya.getByText("You deleted tom hanks.")).toBeVisible();
});

test("the whole list is chosen by what it was searched for", async ({ signedInAs }) => {
  const maya = await signedInAs("maya");
  await open(maya, "/actors?q=actor");
  await press(rows(maya).first().locator("..").getByRole("checkbox"));
  await press(bar(maya).getByText("All 6 that match"));
  await press(deed(maya, "Edit…"));
  await heading(maya, "Change 6 actors");
  await press(maya.getByText("Female", { exact: true }));
  await press(maya.getByRole("button", { name: "Show what changes" }));
  await press(maya.getByRole("button", { name: "Change 3 actors" }));
  await expect(maya).toHaveURL("/actors?q=actor");
  await expect(maya.getByRole("cell", { name: "Female" })).toHaveCount(6);
});

test("who may not is told who may", async ({ signedInAs }) => {
  const [ada, maya] = [await signedInAs("ada"), await signedInAs("maya")];
  await open(ada, "/actors");
  await press(box(ada, "tom hanks"));
  await expect(bar(ada).getByText("Only casting directors and executive producers may delete actors.")).toBeVisible();
  await open(maya, "/movies");
  await press(box(maya, "inception"));
  await expect(bar(maya).getByText("Only executive producers may delete movies.")).toBeVisible();
  await expect(deed(maya, "Edit…")).toBeVisible();
});

test("a list is shown as cards and as a compact list, and the address says so", async ({ signedInAs }) => {
  const maya = await signedInAs("maya");
  await open(maya, "/actors?gender=male");
  const views = maya.getByRole("list", { name: "View" });
  await expect(views.getByRole("button", { name: "Table" })).toHaveAttribute("aria-pressed", "true");
  for (const [name, view] of [["Cards", "cards"], ["Compact", "compact"]]) {
    await press(views.getByRole("button", { name }));
    await expect(maya).toHaveURL(`/actors?gender=male&view=${view}`);
    await expect(views.getByRole("button", { name })).toHaveAttribute("aria-pressed", "true");
    if (scripted()) await expect(views.getByRole("button", { name })).toBeFocused();
    // One set of rows: the same is chosen, opened and sorted.
    await press(box(maya, "tom hanks"));
    await expect(deed(maya, "Edit…")).toBeVisible();
    await press(bar(maya).getByRole("button", { name: "Clear" }));
    const age = maya.getByRole("columnheader", { name: "Age" });
    for (const direction of ["ascending", "descending"]) {
      await press(age.getByRole("link"));
      await expect(age).toHaveAttribute("aria-sort", direction);
    }
    await press(age.getByRole("link"));
    await expect(age).not.toHaveAttribute("aria-sort");
  }
  // It is kept, for whichever list of actors and device, and the address counts all the same.
  await open(maya, "/actors");
  await expect(views.getByRole("button", { name: "Compact" })).toHaveAttribute("aria-pressed", "true");
  await open(maya, "/actors?view=cards");
  await expect(views.getByRole("button", { name: "Cards" })).toHaveAttribute("aria-pressed", "true");
  await press(views.getByRole("button", { name: "Table" }));
  await expect(maya).toHaveURL("/actors?view=table");
  await open(maya, "/actors");
  await expect(views.getByRole("button", { name: "Table" })).toHaveAttribute("aria-pressed", "true");
});

test("the columns are those that were ticked", async ({ signedInAs }) => {
  const maya = await signedInAs("maya");
  await call(maya, "add_casting", { movie_id: 5, actor_id: 2, character: "Cobb" });
  await open(maya, "/actors?gender=male");
  await press(maya.getByText("Columns", { exact: true }));
  await press(maya.getByRole("checkbox", { name: "Column Movies" }));
  await press(maya.getByRole("checkbox", { name: "Column Gender" }));
  await press(maya.getByRole("button", { name: "Show these" }));
  await expect(maya.getByRole("columnheader", { name: "Movies" })).toBeVisible();
  await expect(maya.getByRole("columnheader", { name: "Gender" })).toHaveCount(0);
  await expect(maya.getByRole("row", { name: /tom hanks/ }).getByRole("cell")).toHaveText(["", "65", "1", /History/]);
  if (scripted()) {
    await expect(maya).toHaveURL("/actors?gender=male&columns=age%2Cmovies");
    await expect(maya.locator("#columns")).toBeFocused();
  }
  // They stay while one searches.
  await maya.getByRole("searchbox").fill("tom");
  await maya.getByRole("searchbox").press("Enter");
  await expect(count(maya, "1 actor matches")).toBeVisible();
  await expect(maya.getByRole("row", { name: /tom hanks/ }).getByRole("cell")).toHaveText(["", "65", "1", /History/]);
});

test("with script a choice outlives paging, searching, what others change, and a reload", async ({ signedInAs }) => {
  const [maya, omar] = [await signedInAs("maya"), await signedInAs("omar")];
  await open(maya, "/actors?limit=10");
  await expect(maya.locator('html[data-live="live"]')).toBeAttached();
  await box(maya, "tom hanks").click();
  await chosen(maya, "Chosen: 1");
  // Tom stands in another place then, and somebody else in his.
  await expect(await call(omar, "delete_actor", { id: 1 })).toBeOK();
  await expect(count(maya, "11 actors")).toBeVisible();
  await expect(box(maya, "tom hanks")).toBeChecked();
  await expect(maya.locator("tbody").getByRole("checkbox", { checked: true })).toHaveCount(1);
  await maya.getByRole("link", { name: "Next" }).click();
  await expect(maya.getByText("Page 2 of 2")).toBeVisible();
  await expect(bar(maya).getByText("Chosen: 1")).toBeVisible();
  await rows(maya).first().locator("..").getByRole("checkbox").click();
  await chosen(maya, "Chosen: 2");
  await maya.getByRole("searchbox").fill("hanks");
  await expect(box(maya, "tom hanks")).toBeChecked();
  await maya.reload();
  await settled(maya);
  await expect(box(maya, "tom hanks")).toBeChecked();
  await deed(maya, "Delete…").click();
  await heading(maya, "Delete 2 actors");
  // Whoever thinks better of it finds it as it was.
  await maya.getByRole("link", { name: "Back to the list" }).click();
  await settled(maya);
  await expect(box(maya, "tom hanks")).toBeChecked();
  await chosen(maya, "Chosen: 2");
  await open(maya, "/movies");
  await expect(deed(maya, "Delete…")).toBeHidden();
});

test("with script rows are chosen by keyboard and by range", async ({ signedInAs }) => {
  const maya = await signedInAs("maya");
  await open(maya, "/actors?limit=10");
  const boxes = maya.locator("tbody").getByRole("checkbox");
  await boxes.nth(1).click();
  await boxes.nth(4).click({ modifiers: ["Shift"] });
  await chosen(maya, "Chosen: 4");
  await expect(maya.getByRole("checkbox", { name: "Choose all on this page" })).toHaveJSProperty("indeterminate", true);
  await boxes.nth(2).click({ modifiers: ["Shift"] });
  await chosen(maya, "Chosen: 1");
  await boxes.nth(0).focus();
  await maya.keyboard.press("Escape");
  await chosen(maya, "Nothing is chosen");
  await expect(boxes.nth(0)).toBeFocused();

  await maya.keyboard.press("Space");
  await chosen(maya, "Chosen: 1");
  await maya.keyboard.press("ControlOrMeta+a");
  await chosen(maya, "Chosen: 10");
  await expect(maya.getByRole("checkbox", { name: "Choose all on this page" })).toBeChecked();
  await maya.getByRole("checkbox", { name: "Choose all on this page" }).click();
  await chosen(maya, "Nothing is chosen");
  await maya.getByRole("checkbox", { name: "Choose all on this page" }).click();
  await bar(maya).getByText("All 12 in the list").click();
  await chosen(maya, "Chosen: 12");
  // Where somebody types, the keys are the field's.
  await maya.getByRole("searchbox").fill("tom");
  await maya.getByRole("searchbox").press("ControlOrMeta+a");
  await maya.getByRole("searchbox").press("Escape");
  await expect(maya.getByRole("searchbox")).toHaveValue("");
  await expect(bar(maya).getByText(/^Chosen: 1[02]$/)).toBeVisible();
  await bar(maya).getByRole("button", { name: "Clear" }).click();
  await chosen(maya, "Nothing is chosen");
  await expect(deed(maya, "Edit…")).toBeHidden();
});

test("with script nothing moves when there is something to do with what is chosen", async ({ signedInAs }) => {
  const maya = await signedInAs("maya");
  await open(maya, "/actors");
  const places = () => maya.locator("tr, .pager, .found").evaluateAll((all) => all.map((it) => JSON.stringify(it.getBoundingClientRect())));
  const before = await places();
  const height = () => maya.evaluate(() => document.documentElement.scrollHeight);
  const tall = await height();
  await box(maya, "tom hanks").click();
  await expect(deed(maya, "Edit…")).toBeInViewport({ ratio: 1 });
  expect(await places()).toEqual(before);
  expect(await height()).toBe(tall);
});
