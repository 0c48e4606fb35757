// Taking back what one did, and doing it again: by the notice, by the keys, from the activity; with script and without.

import { type Page } from "@playwright/test";
import { call, expect, heading, open, press, pressAbroad, scripted, test } from "./fixture";

const notice = (page: Page) => page.locator("#notice").getByRole("form").or(page.locator("#notice form")).first();
const says = (page: Page, words: string) => expect(page.getByRole("status").filter({ hasText: words })).toBeVisible();
const button = (page: Page, name: "Undo" | "Redo" | "Close") => page.getByRole("status").getByRole("button", { name, exact: true });
const age = (page: Page, years: number) => expect(page.getByRole("definition").filter({ hasText: String(years) })).toBeVisible();

/** Makes tom hanks this old, on his page. */
async function change(page: Page, years: number) {
  await open(page, "/actors/2?edit=1");
  await page.getByLabel("Age", { exact: true }).fill(String(years));
  await press(page.getByRole("button", { name: "Save actor" }));
  await age(page, years);
}

test("what was just done is told, undone and redone", async ({ signedInAs }) => {
  const maya = await signedInAs("maya");
  await change(maya, 66);
  await says(maya, "You changed tom hanks: age from 65 to 66.");
  await press(button(maya, "Undo"));
  await age(maya, 65);
  await says(maya, "Undone: changed tom hanks: age from 65 to 66.");
  await press(button(maya, "Redo"));
  await age(maya, 66);
  await says(maya, "You changed tom hanks: age from 65 to 66.");
  if (!scripted()) return;
  // Whoever pressed it goes on at the way back; whoever closes it, on the page.
  await expect(button(maya, "Undo")).toBeFocused();
  await press(button(maya, "Close"));
  await expect(notice(maya)).toBeHidden();
  await expect(maya.getByRole("main")).toBeFocused();
});

test("what was done a while ago is taken back from the activity", async ({ signedInAs }) => {
  const maya = await signedInAs("maya");
  await change(maya, 66);
  await open(maya, "/activity");
  await press(maya.getByRole("button", { name: "Undo: changed tom hanks: age from 65 to 66" }));
  await heading(maya, "Activity");
  await expect(maya.getByText("changed tom hanks: age from 66 to 65").or(maya.getByText(": age from 66 to 65")).first()).toBeVisible();
  await press(maya.getByRole("button", { name: "Redo: changed tom hanks: age from 65 to 66" }));
  await open(maya, "/actors/2");
  await age(maya, 66);
});

test("what was restored together is undone together", async ({ signedInAs }) => {
  const maya = await signedInAs("maya");
  for (const id of [2, 4]) await expect(await call(maya, "delete_actor", { id })).toBeOK();
  await open(maya, "/trash");
  for (const name of ["tom hanks", "scarlett johansson"]) await press(maya.getByRole("checkbox", { name }));
  await press(maya.getByRole("button", { name: "Restore what is ticked" }));
  await says(maya, "You restored 2 records.");
  await press(button(maya, "Undo"));
  await says(maya, "Undone: restored 2 records.");
  await expect(maya.getByRole("checkbox", { name: "tom hanks" })).toBeVisible();
  await expect(maya.getByRole("checkbox", { name: "scarlett johansson" })).toBeVisible();
});

test("what somebody else changed since is not overwritten", async ({ signedInAs, watch }) => {
  watch.expects(409, "/call/undo");
  const [maya, omar] = [await signedInAs("maya"), await signedInAs("omar")];
  await change(maya, 66);
  await expect(await call(omar, "change_actor", { id: 2, version: 2, name: "tom hanks", age: 67, gender: "male" })).toBeOK();
  await press(button(maya, "Undo"));
  await says(maya, "Omar Reyes changed the age of tom hanks since");
  await says(maya, "Nothing was undone.");
  await expect(button(maya, "Undo")).toHaveCount(0);
  await open(maya, "/actors/2");
  await age(maya, 67);
});

// Keys, and a second tablet that is live.
test.describe("with script", () => {
  test("the keys undo and redo, after a reload too", async ({ signedInAs }) => {
    const maya = await signedInAs("maya");
    await change(maya, 66);
    await open(maya, "/actors/2");
    await maya.keyboard.press("Control+z");
    await age(maya, 65);
    await says(maya, "Undone: changed tom hanks: age from 65 to 66.");
    await maya.keyboard.press("Control+Shift+Z");
    await age(maya, 66);
    await maya.keyboard.press("Meta+z");
    await age(maya, 65);
    await maya.keyboard.press("Control+y");
    await age(maya, 66);
    // Where a keyboard writes Arabic, by their place.
    await pressAbroad(maya, "ئ", "KeyZ", true);
    await age(maya, 65);
    await pressAbroad(maya, "غ", "KeyY", true);
    await age(maya, 66);
  });

  test("in a field the keys are the browser's, and a sheet comes first", async ({ signedInAs }) => {
    const maya = await signedInAs("maya");
    await change(maya, 66);
    let asked = 0;
    maya.on("request", (request) => (asked += Number(/^\/call\/(un|re)do$/.test(new URL(request.url()).pathname))));
    await open(maya, "/actors/2?edit=1");
    await maya.getByLabel("Name", { exact: true }).pressSequentially("x");
    await maya.keyboard.press("Control+z");
    await expect(maya.getByLabel("Name", { exact: true })).toHaveValue("tom hanks");
    await maya.getByRole("button", { name: "Save actor" }).focus();
    await maya.keyboard.press("Control+z");
    await open(maya, "/activity");
    await maya.getByLabel("From", { exact: true }).focus();
    await maya.keyboard.press("Control+z");
    expect(asked).toBe(0);
    await open(maya, "/actors/2");
    await age(maya, 66);
  });

  test("another tablet of the same person takes it back", async ({ signedInAs }) => {
    const [tablet, desk] = [await signedInAs("maya"), await signedInAs("maya")];
    await change(tablet, 66);
    await open(desk, "/movies");
    await desk.keyboard.press("Control+z");
    await says(desk, "Undone: changed tom hanks: age from 65 to 66.");
    await age(tablet, 65);
  });

  test("the notice goes by itself, but not from under a finger", async ({ signedInAs }) => {
    test.slow();
    const maya = await signedInAs("maya");
    await maya.clock.install();
    await change(maya, 66);
    await says(maya, "You changed tom hanks: age from 65 to 66.");
    await button(maya, "Undo").focus();
    await maya.clock.runFor(15_000);
    await expect(notice(maya)).toBeVisible();
    await maya.getByRole("main").focus();
    await maya.clock.runFor(11_000);
    await expect(notice(maya)).toBeHidden();
  });
});
