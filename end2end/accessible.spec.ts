// Every page, in every state there is, for those who do not see it, see it otherwise, or hold it otherwise: WCAG 2.2 AA, as far
// as a program (axe) can judge; and nothing to be scrolled sideways, however narrow.

import { type Page } from "@playwright/test";
import axe from "axe-core";
import { call, expect, open, press, scripted, test } from "./fixture";
import { HALVES, fill, look } from "./pages";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const VIEWS = [
  { width: 1180, height: 820, colorScheme: "light" },
  { width: 820, height: 1180, colorScheme: "dark" },
  { width: 390, height: 844, colorScheme: "light" },
  { width: 1180, height: 820, colorScheme: "dark" },
] as const;
/** The narrowest phone; a laptop at 200 %. */
const NARROW = [320, 590];

// axe is script itself: pages without script are pages from which theirs was taken out.
test.use({ javaScriptEnabled: true });

async function bare(page: Page) {
  if (scripted()) return page;
  await page.route("**", async (route) => {
    if (route.request().resourceType() !== "document") return route.fallback();
    const response = await route.fetch({ maxRedirects: 0 });
    await route.fulfill({ response, body: (await response.text()).replace(/<script\b[^]*?<\/script>/g, "") });
  });
  return page;
}

for (const [part, pages] of HALVES.entries()) {
  test(`axe finds nothing on any page (${part + 1})`, async ({ signedInAs, watch }) => {
    test.setTimeout(240_000);
    const page = await bare(await signedInAs("omar"));
    await fill(page, watch);
    const faults: string[] = [];
    for (const path of pages) {
      await page.setViewportSize(VIEWS[0]);
      await look(page, path);
      faults.push(...(await judged(page, path)));
    }
    expect(faults).toEqual([]);
  });
}

test("axe finds nothing where one comes in", async ({ page, signedInAs, watch }) => {
  watch.expects(401, "/sign-in");
  watch.expects(404, "/join");
  const faults: string[] = [];
  await bare(page);
  await open(page, "/sign-in");
  faults.push(...(await judged(page, "/sign-in")));
  await page.getByLabel("Sign-in name").fill("maya");
  await page.getByLabel("Password").fill("no");
  await press(page.getByRole("button", { name: "Sign in" }));
  await expect(page.getByRole("alert")).toBeVisible();
  faults.push(...(await judged(page, "/sign-in, refused")));
  await open(page, "/join?link=none");
  faults.push(...(await judged(page, "/join, gone")));
  const omar = await signedInAs("omar");
  await call(omar, "invite", { name: "Zoe", role: "casting_director" });
  await open(omar, "/people?link=1");
  const link = new URL(await omar.getByRole("textbox", { name: /link/i }).inputValue());
  await open(page, link.pathname + link.search);
  faults.push(...(await judged(page, "/join")));
  expect(faults).toEqual([]);
});

test("axe finds nothing in forms that were refused", async ({ signedInAs, watch }) => {
  const page = await bare(await signedInAs("omar"));
  const faults: string[] = [];
  watch.expects(400, "/call/add_actor");
  await open(page, "/actors?add=1");
  await press(page.getByRole("button", { name: "Add actor" }));
  await expect(page.getByRole("alert").filter({ hasText: "There is a problem" })).toBeVisible();
  faults.push(...(await judged(page, "/actors?add=1, refused")));
  expect(faults).toEqual([]);
});

test("with script: axe finds nothing in what lies over the page", async ({ signedInAs }) => {
  const page = await signedInAs("omar");
  await open(page, "/actors");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("tom");
  await expect(page.getByRole("option", { name: /^tom hanks/ })).toBeVisible();
  const faults = await judged(page, "the palette");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  faults.push(...(await judged(page, "the keys")));
  expect(faults).toEqual([]);
});

/** What is wrong with the page as it stands, in each view of it. */
async function judged(page: Page, path: string): Promise<string[]> {
  const faults: string[] = [];
  for (const { colorScheme, ...size } of VIEWS) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const found = await run(page);
    faults.push(...found.map((fault) => `${path} ${size.width} ${colorScheme}: ${fault}`));
  }
  // An outline is a mask: a page that names none that the style sheet has would show a block.
  faults.push(...(await page.locator(".icon").evaluateAll((icons) => icons.filter((icon) => getComputedStyle(icon).maskImage === "none").map(({ className }) => `${className} has no outline`))));
  for (const width of NARROW) {
    await page.setViewportSize({ width, height: 700 });
    const wide = await page.evaluate(() => document.scrollingElement!.scrollWidth);
    if (wide > width) faults.push(`${path} is ${wide} px wide, of ${width}`);
  }
  return faults;
}

async function run(page: Page): Promise<string[]> {
  await page.evaluate(`window.axe ?? (() => { ${axe.source} })()`);
  const violations = await page.evaluate(
    async (values) => (await window.axe.run({ runOnly: { type: "tag", values }, resultTypes: ["violations"] })).violations,
    TAGS,
  );
  return violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html, failureSummary }) => `${id} ${html.slice(0, 160)} ${failureSummary?.split("\n")[1]?.trim() ?? ""}`));
}

declare global {
  interface Window {
    axe: typeof axe;
  }
}
