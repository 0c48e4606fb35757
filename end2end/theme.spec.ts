// How the pages look: as the device does or as somebody chose, from the first byte on, and always to be told apart.

import { type Locator, type Page } from "@playwright/test";
import { expect, open, press, scripted, test } from "./fixture";

const PAGES = ["/", "/actors?q=a&gender=male", "/actors?add=1", "/actors/2", "/movies/5?cast=1", "/activity", "/trash", "/people?add=1", "/usage", "/account", "/search?q=tom", "/parts", "/api/docs"];

const paper = (page: Page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
const bars = (page: Page) => page.locator("meta[name=theme-color]");
const choose = (page: Page, what: string, which: string) => page.getByRole("group", { name: what }).getByLabel(which).check();

test("a choice counts at once, and on every page of theirs", async ({ signedInAs }) => {
  const page = await signedInAs("maya");
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await paper(page);
  await open(page, "/account");
  await choose(page, "Colours", "Light");
  if (!scripted()) await press(page.getByRole("button", { name: "Keep these" }));
  await expect(page.getByText("Kept, for all your devices.")).toBeVisible();
  const light = await paper(page);
  expect(light).not.toBe(dark);
  await expect(bars(page)).toHaveCount(scripted() ? 2 : 1);
  for (const bar of await bars(page).all()) await expect(bar).not.toHaveAttribute("media");

  // Drawn so by the server: nothing flashes.
  const tablet = await signedInAs("maya");
  await tablet.emulateMedia({ colorScheme: "dark" });
  for (const path of ["/movies", "/account"]) {
    expect(await (await open(tablet, path)).text()).toContain('data-theme="light"');
    expect(await paper(tablet)).toBe(light);
    await expect(bars(tablet)).toHaveCount(1);
  }
  await expect(tablet.getByRole("group", { name: "Colours" }).getByLabel("Light")).toBeChecked();
  expect(await paper(await signedInAs("omar")), "nobody else's").toBe(light); // the device's own, which is light

  await choose(tablet, "Colours", "As the device");
  if (!scripted()) await press(tablet.getByRole("button", { name: "Keep these" }));
  await expect(tablet.getByText("Kept, for all your devices.")).toBeVisible();
  expect(await paper(tablet)).toBe(dark);
});

test("with script: what could not be kept says so", async ({ signedInAs, watch }) => {
  const page = await signedInAs("maya");
  await open(page, "/account");
  watch.offline = true;
  await page.context().setOffline(true);
  await choose(page, "Colours", "Dark");
  await expect(page.getByText("This could not be kept. Try again in a moment.")).toBeVisible();
});

for (const [contrast, least] of [["no-preference", 4.5], ["more", 7]] as const) {
  test(`every text is told apart from its ground, at ${least}:1 (${contrast})`, async ({ signedInAs }) => {
    test.slow(); // many pages
    const page = await signedInAs("omar");
    const faults: string[] = [];
    for (const path of PAGES) {
      await (path.startsWith("/api") ? page.goto(path) : open(page, path));
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme, contrast, reducedMotion: "reduce" });
        for (const fault of await tooFaint(page, least)) faults.push(`${path} ${colorScheme} ${fault}`);
      }
    }
    // High contrast by choice is the same as by the device.
    if (contrast === "more") {
      const ink = await page.evaluate(() => getComputedStyle(document.querySelector(".count, h1")!).color);
      await page.emulateMedia({ contrast: "no-preference" });
      await page.evaluate(() => (document.documentElement.dataset.contrast = "more"));
      expect(await page.evaluate(() => getComputedStyle(document.querySelector(".count, h1")!).color)).toBe(ink);
    }
    expect(faults).toEqual([]);
  });
}

test("with colours forced on it, a page says by edges what it says by grounds", async ({ signedInAs }) => {
  const page = await signedInAs("maya");
  await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
  const edged = async (what: Locator) => expect(what).toHaveCSS("outline", /solid 2px$/);
  await open(page, "/actors?gender=female&columns=gender,age");
  await edged(page.getByRole("link", { name: "Actors", exact: true }));
  await edged(page.getByRole("link", { name: "Female, remove" }));
  await edged(page.getByRole("button", { name: "Table", exact: true }));
  const row = page.getByRole("row").filter({ hasText: "angelina jolie" });
  await expect(row).toHaveCSS("outline-style", "none");
  await row.getByRole("checkbox").check();
  await edged(row);
  await open(page, "/actors/2?edit=gender");
  await edged(page.locator("label.choice", { has: page.getByLabel("Male", { exact: true }) }));
  // What is at the keyboard's stands out from what is current.
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Actors" }).focus();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Tab");
  await expect(page.locator(":focus-visible")).toHaveCSS("outline-offset", "2px");
  await open(page, "/");
  const ink = await page.evaluate(() => getComputedStyle(document.body).color);
  await expect(page.getByRole("table", { name: "Actors by age" }).locator("svg").first()).toHaveCSS("fill", ink);
  for (const icon of [".rail .mark .icon", ".rail a .icon", ".rail button .icon"]) {
    await expect(page.locator(icon).first()).toHaveCSS("background-color", await page.locator(icon).first().evaluate((icon) => getComputedStyle(icon).color));
  }
  await open(page, "/parts");
  const ladder = page.getByRole("list", { name: "The ladder" }).getByRole("listitem");
  const steps = await ladder.evaluateAll((steps) => steps.map((step) => ((style) => `${style.border} ${style.backgroundColor}`)(getComputedStyle(step))));
  expect(new Set(steps).size).toBe(4);
});

/** Texts whose contrast with what they stand on (WCAG 2.2, 1.4.3) is less than this. */
const tooFaint = (page: Page, least: number) =>
  page.evaluate((least) => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
    const brush = canvas.getContext("2d", { willReadFrequently: true })!;
    /** What is seen of these colours, the lowest first, laid over each other: red, green, blue. */
    const seen = (...colors: string[]) => {
      for (const color of ["white", ...colors]) {
        brush.fillStyle = color;
        brush.fillRect(0, 0, 1, 1);
      }
      return [...brush.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const luminance = (color: number[]) => {
      const [red, green, blue] = color.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const faults = new Set<string>();
    const known = new Map<string, number>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement!;
      if (!node.textContent!.trim() || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || element.closest("script, style, .visually-hidden, .skip, svg")) continue;
      const grounds = [];
      for (let each: Element | null = element; each; each = each.parentElement) grounds.unshift(getComputedStyle(each).backgroundColor);
      const { color } = getComputedStyle(element);
      const pair = [...grounds, color].join(" ");
      if (!known.has(pair)) {
        const [one, other] = [luminance(seen(...grounds)), luminance(seen(...grounds, color))].sort((a, b) => b - a);
        known.set(pair, (one + 0.05) / (other + 0.05));
      }
      const ratio = known.get(pair)!;
      if (ratio < least) faults.add(`${element.localName}.${element.className} “${node.textContent!.trim().slice(0, 20)}” ${ratio.toFixed(2)}`);
    }
    return [...faults];
  }, least);
