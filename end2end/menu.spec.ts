// The menu of what can be done with a row: by mouse, by keyboard, by a resting finger, and without script.

import { type Page } from "@playwright/test";
import { expect, heading, open, press, scripted, test } from "./fixture";

const button = (page: Page, name: string) => page.getByLabel(`What to do with ${name}`, { exact: true }).and(page.locator("summary"));

test("what can be done with a row leads where it is done", async ({ signedInAs }) => {
  const maya = await signedInAs("maya");
  await open(maya, "/actors?gender=male");
  const choose = (words: string) => maya.getByRole(scripted() ? "menuitem" : "link", { name: words, exact: true });
  await press(button(maya, "tom hanks"));
  await press(choose("Edit"));
  await expect(maya).toHaveURL("/actors/2?edit=1");
  await open(maya, "/actors?gender=male");
  await press(button(maya, "tom hanks"));
  await press(choose("Delete…"));
  await expect(maya.getByRole("rowheader", { name: "tom hanks" })).toBeVisible();
  await press(maya.getByRole("link", { name: "Back to the list" }).or(maya.getByRole("link", { name: "Cancel" })).first());
  await expect(maya).toHaveURL("/actors?gender=male");

  // What somebody may not do is not in it.
  const ada = await signedInAs("ada");
  await open(ada, "/actors");
  await press(button(ada, "tom hanks"));
  await expect(ada.locator(".menu[open] a")).toHaveText(["History"]);
});

test("by the keyboard it moves as menus do, with script", async ({ signedInAs }) => {
  const maya = await signedInAs("maya");
  await open(maya, "/actors");
  const menu = maya.getByRole("menu", { name: "What to do with tom hanks" });
  const at = (words: string) => expect(menu.getByRole("menuitem", { name: words, exact: true })).toBeFocused();
  await button(maya, "tom hanks").focus();
  await expect(button(maya, "tom hanks")).toHaveAttribute("aria-haspopup", "menu");
  await expect(button(maya, "tom hanks")).toHaveAttribute("aria-expanded", "false");
  await maya.keyboard.press("Enter");
  await at("Edit");
  await expect(button(maya, "tom hanks")).toHaveAttribute("aria-expanded", "true");
  for (const [key, words] of [["ArrowDown", "Cast in a movie"], ["ArrowUp", "Edit"], ["ArrowUp", "Delete…"], ["ArrowDown", "Edit"], ["End", "Delete…"], ["Home", "Edit"], ["h", "History"], ["n", "History"]]) {
    await maya.keyboard.press(key);
    await at(words);
  }
  // Keys of the page are none here.
  await expect(maya).toHaveURL("/actors");
  await maya.keyboard.press("Escape");
  await expect(menu).toBeHidden();
  await expect(button(maya, "tom hanks")).toBeFocused();
  await maya.keyboard.press("ArrowUp");
  await at("Delete…");
  await maya.keyboard.press("Tab");
  await expect(menu).toBeHidden();
  await expect(maya.getByRole("checkbox", { name: "Choose leaonardo dicaprio" })).toBeFocused();
  // The key for menus, wherever in the row: the browser makes this of it. A mouse gets the browser's own.
  const link = maya.getByRole("rowheader").getByRole("link", { name: "tom hanks" });
  await link.click({ button: "right" });
  await expect(menu).toBeHidden();
  await link.dispatchEvent("contextmenu");
  await at("Edit");
  await maya.keyboard.press(" ");
  await expect(maya).toHaveURL("/actors/2?edit=1");
});

test("one is open at a time, with script", async ({ signedInAs }) => {
  const maya = await signedInAs("maya");
  await open(maya, "/actors");
  await button(maya, "tom hanks").click();
  await button(maya, "aymen").click();
  await expect(maya.getByRole("menu")).toHaveCount(1);
  await maya.getByRole("heading", { level: 1 }).click();
  await expect(maya.getByRole("menu")).toHaveCount(0);
  await heading(maya, "Actors");
});
