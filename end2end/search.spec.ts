// The search of a list: as it is typed, with the keyboard, and without script.

import { type Page } from "@playwright/test";
import { call, expect, heading, open, press, scripted, test } from "./fixture";

const rows = (page: Page) => page.getByRole("rowheader");
const names = (page: Page) => rows(page).getByRole("link").locator("span:last-child").allTextContents();
const count = (page: Page) => page.getByRole("main").getByRole("status").filter({ hasText: /actor|movie/ });

test("a list is searched, narrowed, sorted and paged by forms and links", async ({ signedInAs }) => {
  const page = await signedInAs("maya");
  await open(page, "/actors?limit=10");
  const box = page.getByRole("searchbox", { name: "Search actors" });
  await box.fill("ACTOR");
  await box.press("Enter");
  await expect(count(page)).toHaveText("6 actors match");
  await expect(page).toHaveURL(/\/actors\?q=ACTOR/);
  await expect(box).toHaveValue("ACTOR");

  await press(page.getByRole("link", { name: "Male", exact: true }));
  await expect(count(page)).toHaveText("3 actors match");
  await press(page.getByRole("columnheader", { name: "Age" }).getByRole("link"));
  await expect(page.getByRole("columnheader", { name: "Age" })).toHaveAttribute("aria-sort", "ascending");
  await press(page.getByRole("columnheader", { name: "Age" }).getByRole("link"));
  await expect(page.getByRole("columnheader", { name: "Age" })).toHaveAttribute("aria-sort", "descending");
  expect(await names(page)).toEqual(["actor33", "actor2", "actor9"]);

  await press(page.getByText("Filter", { exact: true }));
  await page.getByLabel("Age to").fill("75");
  await press(page.getByRole("button", { name: "Apply" }));
  await expect(count(page)).toHaveText("2 actors match");
  expect(await names(page)).toEqual(["actor2", "actor9"]);

  // Each is taken off by itself; what the box says stays.
  await press(page.getByRole("link", { name: "Male, remove" }));
  await expect(count(page)).toHaveText("5 actors match");
  await press(page.getByRole("link", { name: "Age to 75, remove" }));
  await expect(count(page)).toHaveText("6 actors match");
  await expect(page.getByLabel("Age to")).toHaveValue("");
  await press(page.getByRole("link", { name: "Clear all" }));
  await expect(count(page)).toHaveText("12 actors");
  await expect(box).toHaveValue("");

  // The order stays, on every page and around the sheet.
  await press(page.getByRole("link", { name: "Next" }));
  await expect(page.getByText("Page 2 of 2")).toBeVisible();
  expect(await names(page)).toEqual(["aymen", "actor6"]);
  await press(page.getByRole("link", { name: "Add actor" }));
  await expect(page.getByRole("heading", { name: "Add actor" })).toBeVisible();
  await press(page.getByRole("link", { name: "Close" }));
  await expect(page.getByRole("heading", { name: "Add actor" })).toHaveCount(0);
  await expect(page).toHaveURL("/actors?sort=-age&limit=10&page=2");
  expect(await names(page)).toEqual(["aymen", "actor6"]);
});

test("what is not there and what cannot be read leave the search as it was typed", async ({ signedInAs, watch }) => {
  const page = await signedInAs("maya");
  await open(page, "/movies?q=xyz");
  await expect(page.getByText("Nothing matches “xyz”.")).toBeVisible();
  await press(page.getByRole("link", { name: "See all movies" }));
  await expect(count(page)).toHaveText("17 movies");
  await expect(page.getByRole("searchbox")).toHaveValue("");

  watch.expects(400, scripted() ? "/call/movies" : "/movies");
  await press(page.getByText("Filter", { exact: true }));
  await page.getByLabel("Year from").fill("soon");
  await press(page.getByRole("button", { name: "Apply" }));
  await expect(page.getByRole("alert")).toContainText("Year from is a whole number");
  await expect(page.getByLabel("Year from")).toHaveValue("soon");
  await press(page.getByText("Filter", { exact: true }));
  await page.getByLabel("Year from").fill("2011");
  await press(page.getByRole("button", { name: "Apply" }));
  await expect(page.getByRole("link", { name: "Year from 2011, remove" })).toBeVisible();
});

test("with script every letter is looked up, and the focus stays", async ({ signedInAs }) => {
  const page = await signedInAs("maya");
  await open(page, "/actors");
  const box = page.getByRole("searchbox");
  await box.pressSequentially("tom h");
  await expect(count(page)).toHaveText("1 actor matches");
  await expect(box).toBeFocused();
  await expect(box).toHaveValue("tom h");
  await expect(page).toHaveURL("/actors?q=tom+h");
  // In the middle of the text, where the cursor stays.
  await box.press("Home");
  await box.pressSequentially("xy");
  await expect(box).toHaveValue("xytom h");
  await expect(count(page)).toHaveText("No actors match");
  await box.press("Escape");
  await expect(box).toHaveValue("");
  await expect(count(page)).toHaveText("12 actors");
  await expect(page).toHaveURL("/actors");
  await expect(box).toBeFocused();

  // Letters are no steps: back leads to where one was before, and forward to the last of them.
  await box.pressSequentially("scar");
  await press(rows(page).getByRole("link", { name: "scarlett johansson" }));
  await heading(page, "scarlett johansson");
  await page.goBack();
  await expect(count(page)).toHaveText("1 actor matches");
  await expect(box).toHaveValue("scar");
  await page.goBack();
  await heading(page, "Home");
});

test("with script the keyboard sorts, narrows, and loses its place nowhere", async ({ signedInAs }) => {
  const page = await signedInAs("maya");
  await open(page, "/actors");
  const heading = page.getByRole("columnheader", { name: "Name" });
  await heading.getByRole("link").focus();
  for (const state of ["ascending", "descending"]) {
    await page.keyboard.press("Enter");
    await expect(heading).toHaveAttribute("aria-sort", state);
    await expect(heading.getByRole("link")).toBeFocused();
  }
  await page.keyboard.press("Enter");
  await expect(heading).not.toHaveAttribute("aria-sort");
  await expect(page).toHaveURL("/actors");

  const women = page.getByRole("link", { name: /^Female/ });
  await women.focus();
  for (const words of ["Female, remove", "Female"]) {
    await page.keyboard.press("Enter");
    await expect(page.getByRole("link", { name: words, exact: true })).toBeFocused();
  }
  await expect(page).toHaveURL("/actors");

  await page.getByRole("searchbox").focus();
  await page.keyboard.press("Tab");
  await expect(page.locator("search summary")).toBeFocused();
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  await page.keyboard.type("60");
  await page.keyboard.press("Enter");
  await expect(count(page)).toHaveText("5 actors match");
  await expect(page.locator("search summary")).toBeFocused();
  await expect(page.getByLabel("Age from", { exact: true })).toBeHidden();
});

test("with script what somebody else adds is found, and what is being typed stays", async ({ signedInAs }) => {
  const maya = await signedInAs("maya");
  await open(maya, "/actors?q=zoe");
  await expect(maya.locator('html[data-live="live"]')).toBeAttached();
  await press(maya.getByText("Filter", { exact: true }));
  await maya.getByLabel("Age from").fill("3");
  const omar = await signedInAs("omar");
  await expect(await call(omar, "add_actor", { name: "Zoë Kravitz", age: 36, gender: "female" })).toBeOK();
  await expect(count(maya)).toHaveText("1 actor matches");
  await expect(maya.getByLabel("Age from")).toHaveValue("3");
  await expect(maya.getByLabel("Age from")).toBeFocused();
});
