// Who else is at a record: said on every page of it, beside the sheet too, and never in anybody's way.

import { type BrowserContext, type Page } from "@playwright/test";
import { expect, heading, open, press, test } from "./fixture";

const said = (page: Page) => page.locator("#present");

/** What is said on her page, without the time: that is the machine's. */
const says = (page: Page, ...lines: string[]) =>
  expect(said(page).locator(":scope > span")).toHaveText(lines.map((line) => new RegExp(`^[A-Z]{2}${line} since \\d\\d:\\d\\d$`)));

test("who has a record open, and who is editing it", async ({ signedInAs }) => {
  const [maya, omar] = [await signedInAs("maya"), await signedInAs("omar")];
  await open(maya, "/movies/5");
  await open(omar, "/movies");
  await expect(said(maya)).toBeEmpty();

  await press(omar.getByRole("link", { name: "inception" }));
  await says(maya, "Omar Reyes has had this open");
  await says(omar, "Maya Haddad has had this open");
  await press(omar.getByRole("link", { name: "Edit" }));
  await says(maya, "Omar Reyes has been editing this");
  // It goes on being said beside the sheet, and the other saves all the same.
  await expect(said(omar)).toBeVisible();
  await press(maya.getByRole("link", { name: "Edit" }));
  await says(omar, "Maya Haddad has been editing this");
  await maya.getByLabel("Genre").fill("Heist");
  await press(maya.getByRole("button", { name: "Save movie" }));
  await expect(maya.getByRole("heading", { name: "Edit" })).toHaveCount(0);
  await says(omar, "Maya Haddad has had this open");

  // A document of the record is at the record, too, and loading it again is not leaving.
  await open(omar, "/movies/5/history");
  await says(omar, "Maya Haddad has had this open");
  await says(maya, "Omar Reyes has had this open");
  await omar.reload();
  await says(omar, "Maya Haddad has had this open");
  await press(omar.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Movies" }));
  await heading(omar, "Movies");
  await expect(said(maya)).toBeEmpty();
});

test("one's own other device is there, one's own other tab is not", async ({ signedInAs }) => {
  const [maya, tablet] = [await signedInAs("maya"), await signedInAs("maya")];
  await open(maya, "/actors/2");
  const tab = await maya.context().newPage();
  await open(tab, "/actors/2?edit=1");
  await open(tablet, "/actors/2");
  await says(tablet, "You have been editing this on another device");
  for (const page of [maya, tab]) await says(page, "You have had this open on another device");
});

test("who gives no sign of life is gone after thirty seconds", async ({ signedInAs }) => {
  test.slow();
  const [maya, omar] = [await signedInAs("maya"), await signedInAs("omar")];
  for (const page of [maya, omar]) await open(page, "/actors/2");
  await says(maya, "Omar Reyes has had this open");
  await crash(omar.context(), omar);
  const begun = Date.now();
  await says(maya, "Omar Reyes has had this open");
  await expect(said(maya)).toBeEmpty({ timeout: 60_000 });
  expect(Date.now() - begun).toBeGreaterThan(15_000); // up to ten of thirty had passed since the last sign
});

/** Ends the page as when the tablet's battery is empty: it says nothing any more. */
async function crash(context: BrowserContext, page: Page) {
  const browser = await context.newCDPSession(page);
  browser.send("Page.crash").catch(() => {}); // it does not live to answer
  await page.waitForEvent("crash");
}
