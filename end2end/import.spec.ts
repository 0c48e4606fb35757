// Bringing a file of actors: chosen, matched, looked through, imported and undone; many of them, and with the server killed in
// between.

import { type Page } from "@playwright/test";
import { expect, heading, open, press, settled, signIn, test } from "./fixture";
import { withDemo, withServerIn } from "./server";

const file = (text: string) => ({ name: "new faces.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });
const many = (count: number) => `Name,Age,Gender\n${Array.from({ length: count }, (_, number) => `New Face ${number},${number % 90},female\n`).join("")}`;

/** Brings this file, as its columns are guessed. */
async function bring(page: Page, text: string) {
  await open(page, "/actors/import");
  await page.getByLabel("CSV file").setInputFiles(file(text));
  await press(button(page, "Go on"));
  await press(button(page, "Look through the rows"));
}

test("a file is chosen, matched, looked through, imported and undone", async ({ signedInAs, watch }) => {
  watch.expects(400, "/actors/import");
  watch.expects(400, "/call/match_columns");
  watch.expects(400, "/call/import_rows");
  const maya = await signedInAs("maya");
  await open(maya, "/actors");
  await press(maya.getByText("Whole list", { exact: true }));
  await press(maya.getByRole("link", { name: "Import CSV" }));
  await heading(maya, "Import actors");
  await press(button(maya, "Go on"));
  await expect(maya.getByRole("alert")).toContainText("Choose a file, or paste its rows");
  await maya.getByLabel("CSV file").setInputFiles(file("Performer;Sex;Years\nAnn Lee;f;30\nTom Hanks;m;65\nAnn Lee;f;30\nBob;m;many\n"));
  await press(button(maya, "Go on"));

  // One of the columns is not found by its heading.
  await expect(maya.getByText("new faces.csv")).toBeVisible();
  await expect(maya.getByLabel("Name")).toHaveValue("0");
  await maya.getByLabel("Age", { exact: true }).selectOption("Not in the file");
  await press(button(maya, "Look through the rows"));
  await expect(maya.getByRole("alert")).toContainText("Choose the column with the age");
  await maya.getByLabel("Age", { exact: true }).selectOption("C: Years");
  await press(button(maya, "Look through the rows"));

  await expect(maya.getByRole("link", { name: "1 row will be added" })).toBeVisible();
  await expect(maya.getByRole("row", { name: "Tom Hanks" }).getByRole("link", { name: "Is there already" })).toHaveAttribute("href", "/actors/2");
  await expect(maya.getByRole("row", { name: /^4 / })).toContainText("Says the same as row 2");
  await expect(maya.getByRole("row", { name: "Bob" })).toContainText("Age is a whole number of years");
  // What is too wide for a phone moves within its own frame.
  await maya.setViewportSize({ width: 390, height: 844 });
  expect(await maya.locator("html").evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  // Nothing is imported until it is said what is left out.
  await press(button(maya, "Import 1 actor"));
  await expect(maya.getByRole("alert")).toContainText("Some rows are wrong");
  await press(button(maya, "Leave out: row 5"));
  await expect(maya.getByRole("row", { name: "Bob" })).toContainText("Left out");
  await press(maya.getByRole("checkbox", { name: "Leave out the row that says the same" }));
  await press(maya.getByRole("checkbox", { name: "Leave out the one that is there already" }));
  await press(button(maya, "Import 1 actor"));

  await expect(maya.getByText("1 actor was added.")).toBeVisible();
  await expect(maya.getByText("3 rows were left out.")).toBeVisible();
  await press(button(maya, "Undo the import"));
  await expect(maya.getByText("The import of 1 actor is undone.")).toBeVisible();
  await press(button(maya, "Import it again"));
  await press(maya.getByRole("link", { name: "See the actors" }));
  await settled(maya);
  await expect(maya.getByRole("rowheader").first()).toContainText("Ann Lee");
});

test("5,000 rows are imported and undone in one step", async ({ signedInAs }) => {
  test.slow();
  const maya = await signedInAs("maya");
  await bring(maya, many(5_000));
  await expect(maya.getByRole("link", { name: "5,000 rows will be added" })).toBeVisible();
  await expect(maya.getByText("Page 1 of 50")).toBeVisible();
  const begun = Date.now();
  await press(button(maya, "Import 5,000 actors"));
  await expect(maya.getByRole("progressbar")).toBeVisible();
  await expect(maya.getByText("5,000 actors were added.")).toBeVisible({ timeout: 60_000 });
  const imported = Date.now();
  await press(button(maya, "Undo the import"));
  await expect(maya.getByText("The import of 5,000 actors is undone.")).toBeVisible({ timeout: 60_000 });
  test.info().annotations.push({ type: "figures", description: `imported in ${imported - begun} ms, undone in ${Date.now() - imported} ms` });
  await open(maya, "/actors");
  await expect(maya.getByText("12 actors")).toBeVisible();
});

// A page that moves on, and a server that is gone.
test.describe("with script", () => {
  test("the bar moves on, and other tablets hear of it", async ({ signedInAs }) => {
    test.slow();
    const [maya, ada] = [await signedInAs("maya"), await signedInAs("ada")];
    await open(ada, "/actors");
    await bring(maya, many(10_000)); // long enough to be seen under way
    await press(button(maya, "Import 10,000 actors"));
    const bar = maya.getByRole("progressbar");
    await expect.poll(async () => (await bar.count()) && Number(await bar.getAttribute("value", { timeout: 100 }).catch(() => 1))).not.toBe(0);
    await expect(maya.getByText("10,000 actors were added.")).toBeVisible({ timeout: 60_000 });
    await expect(ada.getByText("10,012 actors")).toBeVisible();
  });

  test("killed in the middle, nothing is imported, and it can be done again", async ({ anotherBrowser }) => {
    test.slow();
    const page = await (await anotherBrowser()).newPage();
    await withDemo(async (folder) => {
      await withServerIn(folder, async (address) => {
        await page.goto(`${address}/sign-in`);
        await signIn(page, "maya");
        await page.goto(`${address}/actors/import`);
        await page.getByLabel("CSV file").setInputFiles(file(many(20_000)));
        await press(button(page, "Go on"));
        await press(button(page, "Look through the rows"));
        await press(button(page, "Import 20,000 actors"));
        await expect(page.getByText(/^[1-9][\d,]* of 20,000$/)).toBeVisible();
        await page.goto("about:blank");
      });
      // Whoever was signed in still is.
      await withServerIn(folder, async (address) => {
        await page.goto(`${address}/actors`);
        await expect(page.getByText("12 actors")).toBeVisible();
        await page.goto(`${address}/actors/import/1`);
        await expect(page.getByRole("link", { name: "20,000 rows will be added" })).toBeVisible();
        await press(button(page, "Import 20,000 actors"));
        await expect(page.getByText("20,000 actors were added.")).toBeVisible({ timeout: 150_000 });
        await page.goto("about:blank");
      });
    });
  });
});
