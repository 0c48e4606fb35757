// A list as a file, and on paper: what is shown, and all of it.

import { readFile } from "node:fs/promises";
import { type Page } from "@playwright/test";
import { call, expect, heading, open, press, scripted, test } from "./fixture";

/** Presses a link and takes the file that comes: what it is called, and what is in it. */
async function kept(page: Page, label: string) {
  const link = page.getByRole("link", { name: label });
  if (!(await link.isVisible())) await press(page.getByText("Whole list", { exact: true }));
  const [download] = await Promise.all([page.waitForEvent("download"), press(link)]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

test("the list that is shown is kept as a file", async ({ signedInAs }) => {
  const ada = await signedInAs("ada");
  await open(ada, "/actors?gender=female&sort=-age");
  const csv = await kept(ada, "Export CSV");
  expect(csv.name).toMatch(/^actors-\d{4}-\d\d-\d\d\.csv$/);
  expect(csv.text.replace("\u{FEFF}", "").split("\r\n").slice(0, 3)).toEqual(["Name,Age,Gender", "actor55,66,female", "actor1,55,female"]);
  const json = await kept(ada, "Export JSON");
  expect(json.name).toMatch(/\.json$/);
  expect(JSON.parse(json.text)).toHaveLength(5);
  // The page is still there.
  await expect(ada.getByText("5 actors match")).toBeVisible();
  if (!scripted()) return;
  // What is typed is in the file, too.
  await ada.getByRole("searchbox").fill("actor5");
  await expect(ada.getByText("1 actor matches")).toBeVisible();
  expect((await kept(ada, "Export CSV")).text.trim().split("\r\n").slice(1)).toEqual(["actor55,66,female"]);
});

test.describe("with script", () => {
  test("a list is printed as a table that says what it is", async ({ signedInAs }) => {
    const ada = await signedInAs("ada");
    await open(ada, "/actors?q=actor&gender=female&sort=-age");
    // The browser's own dialog would stop everything.
    await ada.addInitScript(() => (window.print = () => (document.documentElement.dataset.printed = "")));
    await press(ada.getByText("Whole list", { exact: true }));
    await press(ada.getByRole("link", { name: "Print" }));
    await expect(ada).toHaveURL("/actors/print?q=actor&gender=female&sort=-age");
    await expect(ada.locator("html[data-printed]")).toBeAttached();
    await expect(ada.getByText("“actor” · Female · by age, descending")).toBeHidden();
    await ada.emulateMedia({ media: "print", colorScheme: "dark" });
    await expect(ada.getByText("“actor” · Female · by age, descending")).toBeVisible();
    await heading(ada, "Actors");
    await expect(ada.getByRole("row")).toHaveCount(4);
    await expect(ada.getByRole("button")).toHaveCount(0);
    await expect(ada.getByRole("navigation")).toHaveCount(0);
    await expect(ada.getByRole("searchbox")).toHaveCount(0);
    const colours = await ada.evaluate(() => [getComputedStyle(document.documentElement).backgroundColor, getComputedStyle(document.body).color]);
    expect(colours).toEqual(["oklch(1 0 0)", "oklch(0 0 0)"]);
  });

  test("an actor and a cast are printed on a page each", async ({ signedInAs }) => {
    const maya = await signedInAs("maya");
    for (const actor_id of [2, 3, 4]) await expect(await call(maya, "add_casting", { movie_id: 5, actor_id, character: `Role ${actor_id}` })).toBeOK();
    for (const [path, words] of [["/movies/5", "tom hanks"], ["/actors/2", "inception"]]) {
      await open(maya, path);
      await expect(maya.getByText(words).last()).toBeVisible();
      const pdf = (await maya.pdf({ preferCSSPageSize: true })).toString("latin1");
      expect(pdf.match(/\/Type ?\/Page\b/g), path).toHaveLength(1);
    }
  });
});
