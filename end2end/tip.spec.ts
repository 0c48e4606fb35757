// The name of a control that shows an icon alone, for those who see: by mouse and by keyboard, and never in the way (WCAG 2.2, 1.4.13).

import { type Page } from "@playwright/test";
import { expect, open, test } from "./fixture";
import { PAGES, fill, look } from "./pages";

const tip = (page: Page) => page.locator(".tip[popover]");
const menu = (page: Page) => page.getByLabel("What to do with tom hanks", { exact: true }).and(page.locator("summary"));

test("every control that shows an icon alone is marked to show its name", async ({ signedInAs, watch }) => {
  test.setTimeout(120_000);
  const omar = await signedInAs("omar");
  await fill(omar, watch);
  for (const path of PAGES) {
    await look(omar, path);
    const found = await omar.locator("a, button, summary").evaluateAll((controls) =>
      (controls as HTMLElement[])
        .filter((control) => control.querySelector(".icon") && !control.textContent?.trim())
        .map((control) => [control.ariaLabel, control.hasAttribute("data-tip"), control.title]),
    );
    for (const [name, marked, title] of found) expect.soft({ path, name, marked, title }).toEqual({ path, name: expect.stringMatching(/./), marked: true, title: "" });
    if (path === "/parts") expect(found).not.toEqual([]);
  }
});

test("it is shown under a mouse that rests, also on the name itself, with script", async ({ signedInAs }) => {
  const maya = await signedInAs("maya");
  await open(maya, "/actors");
  await menu(maya).hover();
  await expect(tip(maya)).toHaveText("What to do with tom hanks");
  // Beside the control, and not over the next row's; the mouse may go on to it.
  const [button, name] = [await menu(maya).boundingBox(), await tip(maya).boundingBox()];
  const gap = button!.x - name!.x - name!.width;
  expect(gap).toBeGreaterThanOrEqual(0);
  expect(gap).toBeLessThan(8);
  expect(Math.abs(name!.y + name!.height / 2 - button!.y - button!.height / 2)).toBeLessThan(2);
  await tip(maya).hover();
  await maya.getByRole("heading", { level: 1 }).hover();
  await expect(tip(maya)).toHaveCount(0);
  // Those who listen hear it once.
  await menu(maya).hover();
  await expect(tip(maya)).toBeVisible();
  await expect(menu(maya)).toHaveAccessibleName("What to do with tom hanks");
  await expect(menu(maya)).toHaveAccessibleDescription("");
  await expect(tip(maya)).toHaveAttribute("aria-hidden", "true");
  // What is pressed is known.
  await menu(maya).click();
  await expect(maya.getByRole("menu")).toBeVisible();
  await expect(tip(maya)).toHaveCount(0);
});

test("it stays under a mouse that went on to it, with script", async ({ signedInAs }) => {
  const maya = await signedInAs("maya");
  await open(maya, "/actors");
  await maya.clock.install();
  await menu(maya).hover();
  await maya.clock.runFor(1_000);
  await expect(tip(maya)).toBeVisible();
  await tip(maya).hover();
  await maya.clock.runFor(10_000);
  await expect(tip(maya)).toBeVisible();
  await maya.getByRole("heading", { level: 1 }).hover();
  await maya.clock.runFor(1_000);
  await expect(tip(maya)).toHaveCount(0);
});

test("it is shown where the keyboard is, and Escape sends it away before anything else, with script", async ({ signedInAs }) => {
  const maya = await signedInAs("maya");
  await open(maya, "/actors?add=1");
  await expect(maya.getByLabel("Name", { exact: true })).toBeFocused();
  await maya.keyboard.press("Shift+Tab");
  await expect(maya.getByRole("link", { name: "Close" })).toBeFocused();
  await expect(tip(maya)).toHaveText("Close");
  await maya.keyboard.press("Escape");
  await expect(tip(maya)).toHaveCount(0);
  await expect(maya).toHaveURL("/actors?add=1");
  await maya.keyboard.press("Escape");
  await expect(maya).toHaveURL("/actors");
  // In a dialog too, over which nothing else can be shown.
  await maya.keyboard.press("?");
  const keys = maya.getByRole("dialog");
  await keys.getByRole("button", { name: "Close" }).hover();
  await expect(keys.locator(".tip")).toBeVisible();
  await maya.keyboard.press("Escape");
  await expect(tip(maya)).toHaveCount(0);
  await expect(keys).toBeVisible();
  await maya.keyboard.press("Escape");
  await expect(keys).toBeHidden();
});

test("it is shown without script", async ({ signedInAs }) => {
  const maya = await signedInAs("maya");
  await open(maya, "/actors");
  const shown = () => menu(maya).evaluate((button) => getComputedStyle(button, "::after").content);
  expect(await shown()).toBe("none");
  await menu(maya).hover();
  expect(await shown()).toContain("What to do with tom hanks");
});
