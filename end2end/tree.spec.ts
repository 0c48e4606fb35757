// What every page is to those who listen to it: its accessible tree, as it was when somebody last read it (end2end/snapshots). A new
// one is written by `playwright test tree --update-snapshots`, and read before it is committed.

import { type Page } from "@playwright/test";
import { expect, open, scripted, test } from "./fixture";
import { HALVES, fill, look } from "./pages";

const LANDSCAPE = { width: 1180, height: 820 };
/** Held upright a tablet shows fewer columns, and a shorter rail: one list tells. */
const UPRIGHT = { width: 820, height: 1180 };

for (const [part, pages] of HALVES.entries()) {
  test(`every page tells what it told (${part + 1})`, async ({ signedInAs, watch }) => {
    test.setTimeout(240_000);
    const page = await signedInAs("omar");
    await page.setViewportSize(LANDSCAPE);
    await fill(page, watch);
    for (const path of pages) {
      await look(page, path);
      await tells(page, path);
      if (path !== "/movies") continue;
      await page.setViewportSize(UPRIGHT);
      await tells(page, `${path} upright`);
      await page.setViewportSize(LANDSCAPE);
    }
  });
}

test("the page to sign in tells what it told", async ({ page }) => {
  await open(page, "/sign-in");
  await tells(page, "/sign-in");
});

async function tells(page: Page, name: string) {
  // The way to its neighbours comes a little later than a record.
  if (scripted() && /^\/(actors|movies)\/\d($|\?)/.test(name)) await expect(page.getByRole("navigation", { name: "In the list" })).toBeVisible();
  // What is on its way; the page of parts shows what stands for it.
  if (name !== "/parts") await expect(page.locator("main .skeleton:visible")).toHaveCount(0);
  await timeless(page);
  const file = name.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "home";
  // Letter for letter, unlike `toMatchAriaSnapshot`, which guesses where a text may differ.
  expect.soft(await page.locator("body").ariaSnapshot()).toMatchSnapshot(`${file}.yml`);
}

/** Takes out of the page what it would say otherwise on another day, from another server, or after other requests. */
async function timeless(page: Page) {
  await page.evaluate(() => {
    // What other tests tell of: how the connection is, and what was done last.
    for (const gone of document.querySelectorAll(".live, #notice, .columns :is(thead, tbody)")) gone.remove();
    for (const link of document.querySelectorAll<HTMLInputElement>("#link")) link.value = "link";
    const month = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
    const dates = new RegExp(`\\b(?:\\d{1,2} ${month}\\b(?! \\d)|(?:\\d{1,2} )?${month} (\\d{4}))(?:, \\d{2}:\\d{2} UTC)?`, "g");
    const now = new Date().getUTCFullYear();
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode() as Text | null; text; text = texts.nextNode() as Text | null) {
      if (text.parentElement?.closest("time")) text.data = "then";
      text.data = text.data.replace(dates, (date, year) => (Number(year) < now ? date : "then")).replaceAll(location.host, "host");
      if (location.pathname === "/usage") text.data = text.data.replace(/\d+/g, "0");
    }
    if (location.pathname === "/usage") for (const used of document.querySelectorAll("svg, tr:has(a)")) used.remove();
  });
}
