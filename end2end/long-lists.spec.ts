// A list of thousands is one to scroll through, of which only what is near the screen is in the document.

import { type Page } from "@playwright/test";
import { call, expect, heading, open, press, test } from "./fixture";

const MANY = 3000;
test.use({ many: MANY - 12 });

const rows = (page: Page) => page.locator("tbody tr:not(.space)");
const views = (page: Page) => page.getByRole("list", { name: "View" });
const chosen = (page: Page, words: string) => expect(page.locator("#chosen")).toHaveText(words);

/** The rows on the screen, each by its number in the list and by its actor's: in the order they were added both are the same. */
const onScreen = (page: Page) =>
  rows(page).evaluateAll((rows) =>
    rows
      .filter((row) => row.getBoundingClientRect().bottom > 46 && row.getBoundingClientRect().top < innerHeight)
      .map((row) => [Number(row.getAttribute("aria-rowindex")) - 1, Number(row.querySelector("a")!.pathname.split("/")[2])]),
  );

/** Waits until the screen is full of rows, each where it belongs, and answers the first one's number. */
async function full(page: Page, least = 5) {
  let first = 0;
  await expect(async () => {
    const there = await onScreen(page);
    expect(there.length).toBeGreaterThan(least);
    for (const [number, id] of there) expect(number).toBe(id);
    [[first]] = there;
    expect(there.map(([number]) => number)).toEqual(there.map((_, place) => first + place));
    expect(await page.locator("tbody").getAttribute("data-waiting")).toBeNull();
  }).toPass();
  expect(await rows(page).count()).toBeLessThanOrEqual(220);
  return first;
}

const scrollTo = (page: Page, part: number) => page.evaluate((part) => scrollTo(0, part * (document.documentElement.scrollHeight - innerHeight)), part);
const row = (page: Page, number: number) => page.locator(`tbody tr[aria-rowindex="${number + 1}"]`);

test.describe("with script", () => {
  for (const view of ["table", "cards", "compact"]) {
    test(`as ${view} it goes on to its end, and holds few rows`, async ({ signedInAs }) => {
      const ada = await signedInAs("ada");
      await open(ada, `/actors?view=${view}`);
      await expect(ada.getByRole("table")).toHaveAttribute("aria-rowcount", String(MANY + 1));
      await full(ada);
      const tall = await ada.evaluate(() => document.documentElement.scrollHeight);
      // Step by step no row is left out and none is shown twice.
      for (let step = 0; step < 12; step++) {
        await ada.mouse.wheel(0, 700);
        await full(ada);
      }
      // The scroll bar is true: half of it is half of the list.
      await scrollTo(ada, 0.5);
      expect(Math.abs((await full(ada)) - MANY / 2)).toBeLessThan(MANY / 20);
      await ada.keyboard.press("End");
      await expect(row(ada, MANY)).toBeInViewport();
      await full(ada, 2);
      expect(Math.abs((await ada.evaluate(() => document.documentElement.scrollHeight)) - tall)).toBeLessThan(tall / 20);
      await ada.keyboard.press("PageUp");
      await full(ada);
      await ada.keyboard.press("Home");
      // The browser goes there step by step.
      await expect.poll(() => full(ada)).toBe(1);
      await expect(ada).toHaveURL(`/actors?view=${view}`);
    });
  }

  test("back and a reload lead to where one was", async ({ signedInAs, watch }) => {
    const ada = await signedInAs("ada");
    await open(ada, "/actors");
    await scrollTo(ada, 0.4);
    const first = await full(ada);
    await expect(ada).toHaveURL(`/actors?page=${Math.ceil(first / 25)}`);
    const places = () => rows(ada).evaluateAll((all) => all.map((row) => [Number(row.ariaRowIndex), row.getBoundingClientRect().top] as const).filter(([, top]) => top > 0 && top < 600));
    const before = await places();
    /** How far the farthest row stands from where it stood: browsers scroll by whole pixels, and borders of a table are shared by halves. */
    const off = async () => {
      const now = new Map(await places());
      return Math.max(...before.map(([index, top]) => Math.abs((now.get(index) ?? Infinity) - top)));
    };
    const link = row(ada, first + 5).getByRole("rowheader").getByRole("link");
    const [href, name] = [await link.getAttribute("href"), (await link.locator("span").last().textContent())!];
    await link.click();
    await expect(ada).toHaveURL(href!);
    await heading(ada, name);
    await ada.goBack();
    await expect(ada.getByRole("heading", { level: 1 })).toHaveText("Actors");
    await expect.poll(off).toBeLessThanOrEqual(1);
    await ada.reload();
    await expect.poll(off).toBeLessThanOrEqual(1);
    // From record to record, and up: the last one is on the screen.
    await row(ada, first + 5).getByRole("rowheader").getByRole("link").click();
    for (let step = 0; step < 2; step++) {
      await ada.getByRole("link", { name: /^Next: / }).click();
      await expect(ada).toHaveURL(`/actors/${first + 6 + step}`);
    }
    await ada.getByRole("main").getByRole("link", { name: "Actors", exact: true }).click();
    await expect(row(ada, first + 7)).toBeInViewport();
    await full(ada);
    // Whoever gets the address sees the same page, and so does whoever narrows the list and comes back.
    await open(ada, "/actors?page=20");
    expect(await full(ada)).toBe(476);
    watch.expects(404, "/actors");
    await ada.goto("/actors?page=999");
    await expect(ada.getByRole("alert")).toContainText("There is no such page");
  });

  test("beside a record the list keeps its place, and goes on", async ({ signedInAs }) => {
    const ada = await signedInAs("ada");
    await open(ada, "/actors?page=20");
    const number = (await full(ada)) + 6;
    const opened = row(ada, number).locator(".row");
    const top = async (number: number) => (await row(ada, number).boundingBox())!.y;
    const before = await top(number);
    await opened.click();
    await expect(ada).toHaveURL(`/actors/${number}`);
    await expect(opened).toHaveAttribute("aria-current", "true");
    await expect.poll(async () => Math.abs((await top(number)) - before)).toBeLessThan(60);
    await full(ada);
    // The next one, and the mark with it.
    await ada.keyboard.press("]");
    await expect(ada).toHaveURL(`/actors/${number + 1}`);
    await expect(row(ada, number + 1).locator(".row")).toHaveAttribute("aria-current", "true");
    await expect(row(ada, number + 1)).toBeInViewport();
    // It is scrolled by itself, and read on.
    await row(ada, number).hover();
    await ada.mouse.wheel(0, 20_000);
    await expect.poll(() => full(ada)).toBeGreaterThan(number + 300);
  });

  test("the links lead from page to page without a new document", async ({ signedInAs }) => {
    const ada = await signedInAs("ada");
    await open(ada, "/actors");
    await expect(ada.getByText("Page 1 of 120")).toBeVisible();
    const next = ada.getByRole("link", { name: "Next" });
    await next.focus();
    for (const number of [2, 3]) {
      await ada.keyboard.press("Enter");
      await expect(ada.getByText(`Page ${number} of 120`)).toBeVisible();
      await expect(ada).toHaveURL(`/actors?page=${number}`);
      expect(await full(ada)).toBe((number - 1) * 25 + 1);
      await expect(next).toBeFocused();
    }
  });

  test("what is chosen stays so, and a range reaches over what is not in the document", async ({ signedInAs }) => {
    const ada = await signedInAs("ada");
    await open(ada, "/actors");
    await row(ada, 3).getByRole("checkbox").click();
    await ada.getByRole("heading", { level: 1 }).click(); // whoever has the focus stays in the document
    await scrollTo(ada, 0.2);
    const first = await full(ada);
    expect(first).toBeGreaterThan(300);
    await expect(row(ada, 3)).toHaveCount(0);
    await row(ada, first + 4).getByRole("checkbox").click({ modifiers: ["Shift"] });
    await chosen(ada, `Chosen: ${first + 2}`);
    await ada.keyboard.press("Home");
    await expect.poll(() => full(ada)).toBe(1);
    await expect(row(ada, 3).getByRole("checkbox")).toBeChecked();
    await expect(row(ada, 2).getByRole("checkbox")).not.toBeChecked();
    await ada.keyboard.press("Escape");
    await chosen(ada, "Nothing is chosen");
    await ada.getByRole("checkbox", { name: "Choose all on this page" }).click();
    await chosen(ada, "Chosen: 25");
  });

  test("the focus is not lost, and the next row is the next", async ({ signedInAs }) => {
    const ada = await signedInAs("ada");
    await open(ada, "/actors");
    const link = row(ada, 12).getByRole("link");
    await link.focus();
    await scrollTo(ada, 0.7);
    await full(ada);
    await expect(link).toBeFocused();
    // On to its menu, and then to the row below it.
    await ada.keyboard.press("Tab");
    await expect(row(ada, 12).locator(".menu > summary")).toBeFocused();
    await ada.keyboard.press("Tab");
    await expect(row(ada, 13).getByRole("checkbox")).toBeFocused();
    await expect(row(ada, 13)).toBeInViewport();
    await full(ada);
  });

  test("what others change is seen where one is", async ({ signedInAs }) => {
    const [ada, maya] = [await signedInAs("ada"), await signedInAs("maya")];
    await open(ada, "/actors");
    await expect(ada.locator('html[data-live="live"]')).toBeAttached();
    await scrollTo(ada, 0.5);
    const first = await full(ada);
    const id = first + 4;
    const link = row(ada, id).getByRole("link");
    await link.focus();
    await expect(await call(maya, "change_actor", { id, version: 1, name: "Zoë Kravitz", age: 36, gender: "female" })).toBeOK();
    await expect(row(ada, id)).toContainText("Zoë Kravitz");
    await expect(row(ada, id).locator("td[data-new]").first()).toBeAttached();
    await expect(row(ada, id + 1).locator("[data-new]")).toHaveCount(0);
    await expect(link).toBeFocused();
    // One fewer before: all go up by one, and nothing moves that is seen.
    const before = await row(ada, id).evaluate((row) => row.getBoundingClientRect().top);
    await expect(await call(maya, "delete_actor", { id: 1 })).toBeOK();
    await expect(row(ada, id - 1)).toContainText("Zoë Kravitz");
    await expect(ada.getByRole("table")).toHaveAttribute("aria-rowcount", String(MANY));
    const after = await row(ada, id - 1).evaluate((row) => row.getBoundingClientRect().top);
    expect(Math.abs(after - before)).toBeLessThan(120);
    await expect(link).toHaveCount(1);
  });

  test("what could not be read is read again when asked to", async ({ signedInAs, watch }) => {
    const ada = await signedInAs("ada");
    await open(ada, "/actors");
    watch.expects(503, "/call/actors");
    await ada.route("**/call/actors*", (route) => route.fulfill({ status: 503 }));
    await scrollTo(ada, 0.5);
    await expect(ada.getByText("Not all rows could be read.")).toBeVisible();
    await expect(ada.locator("tbody[data-waiting]")).toBeAttached();
    await ada.unroute("**/call/actors*");
    await ada.getByRole("button", { name: "Try again" }).click();
    await full(ada);
    await expect(ada.getByText("Not all rows could be read.")).toHaveCount(0);
  });

  test("another order and a search begin at the beginning", async ({ signedInAs }) => {
    const ada = await signedInAs("ada");
    await open(ada, "/actors");
    await scrollTo(ada, 0.5);
    await full(ada);
    await ada.getByRole("columnheader", { name: "Name" }).getByRole("link").click();
    await expect(ada).toHaveURL("/actors?sort=name");
    await expect(row(ada, 1)).toBeInViewport();
    await ada.keyboard.press("Home");
    await ada.getByRole("searchbox").fill("tom hanks");
    await expect(ada.getByText("1 actor matches")).toBeVisible();
    await expect(rows(ada)).toHaveCount(1);
    await expect(ada.locator(".space")).toHaveCount(0);
    await ada.getByRole("searchbox").fill("");
    await expect(ada.getByRole("table")).toHaveAttribute("aria-rowcount", String(MANY + 1));
  });

  test("Ctrl+P puts all of it on paper, and not what happens to be in the document", async ({ signedInAs }) => {
    const ada = await signedInAs("ada");
    await ada.addInitScript(() => (window.print = () => (document.documentElement.dataset.printed = "")));
    await open(ada, "/actors?q=son&age_min=50");
    await ada.keyboard.press("ControlOrMeta+p");
    await expect(ada).toHaveURL("/actors/print?q=son&age_min=50");
    await expect(ada.locator("html[data-printed]")).toBeAttached();
    const [count] = (await ada.getByText(/actors match/).textContent())!.match(/[\d,]+/)!;
    await expect(ada.getByRole("rowheader")).toHaveCount(Number(count.replace(",", "")));
  });
});

test("without script there are pages", async ({ signedInAs }) => {
  const ada = await signedInAs("ada");
  await open(ada, "/actors");
  await expect(rows(ada)).toHaveCount(25);
  await press(ada.getByRole("link", { name: "Next" }));
  await expect(ada.getByText("Page 2 of 120")).toBeVisible();
  await expect(rows(ada)).toHaveCount(25);
  await expect(ada.getByRole("rowheader").first().getByRole("link")).toHaveAttribute("href", "/actors/26");
  await open(ada, "/actors?limit=10");
  await expect(rows(ada)).toHaveCount(10);
});
