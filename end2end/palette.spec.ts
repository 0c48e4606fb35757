// The palette, the one search, and the keys: everything from wherever one is, and nothing while somebody types.

import { expect, heading, open, press, pressAbroad, scripted, test, type Page } from "./fixture";

const palette = (page: Page) => page.getByRole("dialog", { name: "Search and commands" });
const input = (page: Page) => page.getByRole("combobox", { name: "Search people, titles and commands" });
const chosen = (page: Page) => palette(page).getByRole("option", { selected: true });

test("with script: people and titles are found from anywhere", async ({ signedInAs }) => {
  const page = await signedInAs("maya");
  for (const path of ["/actors/2", "/account"]) {
    await open(page, path);
    await page.keyboard.press("Control+k");
    await expect(input(page)).toBeFocused();
    await input(page).fill("incept");
    const movie = palette(page).getByRole("option", { name: /^inception/ });
    await expect(movie).toBeVisible();
    await expect(palette(page).getByRole("status")).toHaveText("1 match");
    await expect(movie).toHaveAttribute("aria-selected", "true");
    await expect(input(page)).toHaveAttribute("aria-activedescendant", (await movie.getAttribute("id"))!);
    await page.keyboard.press("Enter");
    await heading(page, "inception");
    await expect(palette(page)).toBeHidden();
  }
});

test("with script: commands are filtered, walked through and done", async ({ signedInAs }) => {
  const page = await signedInAs("maya");
  await open(page, "/account");
  await page.keyboard.press("Control+k");
  await expect(chosen(page)).toHaveText(/^Home/);
  await expect(palette(page).getByRole("option", { name: "Usage" }), "for producers alone").toHaveCount(0);
  await expect(palette(page).getByRole("option", { name: "Edit this" }), "nothing here to be edited").toBeHidden();
  await page.keyboard.press("ArrowUp");
  await expect(chosen(page)).toHaveText("Sign out");
  await page.keyboard.press("ArrowDown");
  await expect(chosen(page)).toHaveText(/^Home/);
  await input(page).fill("actor add");
  await expect(chosen(page)).toHaveText("Add actor");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Add actor" })).toBeVisible();

  // Over the sheet; Escape closes what lies on top, and the focus goes back.
  await expect(page.getByLabel("Name")).toBeFocused();
  await page.keyboard.press("Control+k");
  await expect(input(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(palette(page)).toBeHidden();
  await expect(page.getByRole("heading", { name: "Add actor" })).toBeVisible();
  await expect(page.getByLabel("Name")).toBeFocused();
});

test("with script: single keys lead around, and are letters where somebody types", async ({ signedInAs }) => {
  const page = await signedInAs("maya");
  await page.keyboard.press("g");
  await page.keyboard.press("a");
  await heading(page, "Actors");
  await page.keyboard.press("/");
  const search = page.getByRole("searchbox", { name: "Search actors" });
  await expect(search).toBeFocused();
  await page.keyboard.type("gm/?n");
  await expect(search).toHaveValue("gm/?n");
  await expect(page).toHaveURL("/actors?q=gm%2F%3Fn");

  await search.fill("");
  await search.blur();
  await page.keyboard.press("n");
  await expect(page.getByLabel("Name")).toBeFocused();
  await page.keyboard.press("Escape");
  await open(page, "/movies/5");
  await page.keyboard.press("e");
  await expect(page.getByRole("heading", { name: /^Edit/ })).toBeVisible();
  await page.keyboard.press("Escape");

  // With a modifier they are the browser's, and while a word is being composed nobody's.
  await page.evaluate(() => document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "?", isComposing: true, bubbles: true })));
  await page.keyboard.press("Alt+?");
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keys" });
  await expect(sheet.getByRole("row", { name: /^Actors/ })).toContainText("ga");
  await page.keyboard.press("g");
  await page.keyboard.press("m");
  await expect(sheet, "what lies over the page hears no keys of the page").toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
});

test("with script: rows that are chosen are dealt with from where one is in the list", async ({ signedInAs }) => {
  const page = await signedInAs("maya");
  await open(page, "/actors");
  const chosen = page.locator("#chosen");
  await page.keyboard.press("c");
  await page.keyboard.press("e");
  await expect(page, "while nothing is chosen").toHaveURL("/actors");
  const [first, second] = [page.getByRole("row").nth(1).getByRole("checkbox"), page.getByRole("row").nth(2).getByRole("checkbox")];
  await first.check();
  await second.check();
  await expect(chosen).toHaveText("Chosen: 2");
  await page.keyboard.press("c");
  await page.keyboard.press("a");
  await expect(chosen).toHaveText("Chosen: 12");
  await page.keyboard.press("c");
  await page.keyboard.press("c");
  await expect(chosen).toHaveText("Nothing is chosen");
  await first.check();
  await second.check();
  await page.keyboard.press("Control+k");
  await expect(palette(page).getByRole("option", { name: "Choose none any more" })).toBeVisible();
  await input(page).fill("those chosen");
  await expect(palette(page).getByRole("option", { name: "Delete those chosen" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("c");
  await page.keyboard.press("e");
  await expect(page).toHaveURL(/\/actors\/chosen\?.*do=edit/);
  await expect(page.getByRole("main")).toContainText("2 actors");
});

test("with script: the key to edit means the record one is at, wherever its list stands", async ({ signedInAs }) => {
  const page = await signedInAs("maya");
  await page.setViewportSize({ width: 1180, height: 820 });
  await open(page, "/actors");
  await page.keyboard.press("e");
  await page.getByRole("link", { name: "tom hanks", exact: true }).click();
  await heading(page, "tom hanks");
  await page.keyboard.press("e");
  await expect(page.getByRole("heading", { name: "Edit tom hanks" })).toBeVisible();
  await expect(page).toHaveURL("/actors/2?edit=1");
});

test("with script: keys are found by their place where the keyboard writes another script", async ({ signedInAs }) => {
  const page = await signedInAs("maya");
  await open(page, "/account"); // whose fields have names of their own
  await pressAbroad(page, "؟", "Slash");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await page.keyboard.press("Escape");
  await pressAbroad(page, "ل", "KeyG");
  await pressAbroad(page, "ش", "KeyA");
  await heading(page, "Actors");
  await pressAbroad(page, "ن", "KeyK", true);
  await expect(input(page)).toBeFocused();
});

test("with script: single keys can be switched off", async ({ signedInAs }) => {
  const page = await signedInAs("maya");
  await open(page, "/account");
  await page.getByRole("group", { name: "Keys of one letter" }).getByLabel("Off").check();
  await expect(page.getByText("Kept, for all your devices.")).toBeVisible();
  await open(page, "/movies");
  for (const key of ["g", "a", "?"]) await page.keyboard.press(key);
  await page.keyboard.press("Control+k");
  await expect(input(page), "this one has a modifier").toBeFocused();
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeHidden();
  await expect(page).toHaveURL("/movies");
});

test("the rail leads to the search, with script and without", async ({ signedInAs }) => {
  const page = await signedInAs("ada");
  await press(page.getByRole("link", { name: "Search", exact: true }));
  if (scripted()) {
    await expect(input(page)).toBeFocused();
    await input(page).fill("tom");
    await press(palette(page).getByRole("option", { name: /^Tom/i }).first());
  } else {
    await page.getByRole("searchbox", { name: "Search people and titles" }).fill("tom");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL("/search?q=tom");
    await press(page.getByRole("main").getByRole("link", { name: /Tom/i }).first());
  }
  await expect(page).toHaveURL(/\/actors\/\d+$/);
});

test("what is looked for by its address", async ({ signedInAs }) => {
  const page = await signedInAs("ada");
  await open(page, "/search?q=zzz");
  await expect(page.getByText("Nobody and nothing is called “zzz”. Try fewer letters.")).toBeVisible();
  await open(page, `/search?q=${encodeURIComponent("<b>")}`);
  await expect(page.getByText("“<b>”")).toBeVisible();
  await open(page, "/search");
  await expect(page.getByText("Type a part of a name or of a title.")).toBeVisible();
});
