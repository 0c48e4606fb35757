// Judges pages as Lighthouse does, on a phone with a slow network and processor as it makes believe: `node lighthouse.mjs BINARY
// PATH...`. Whoever looks is signed in, but at /sign-in. Prints a JSON object for each page: what it lacks of a hundred points in each
// category, and its times in milliseconds, the median of three runs each; and what it was told to do better.
import lighthouse from "lighthouse";
import { launch } from "puppeteer-core";
import * as how from "../chromium.mjs";
import { withDemo } from "../demo.mjs";

const [binary, ...paths] = process.argv.slice(2);
const RUNS = 3;
const CATEGORIES = { performance: "performance", accessibility: "accessibility", practices: "best-practices" };
const TIMES = { painted: "largest-contentful-paint", blocked: "total-blocking-time", shifted: "cumulative-layout-shift" };

const median = (figures) => figures.toSorted((one, other) => one - other)[figures.length >> 1];
const medians = (names, figure) => Object.fromEntries(Object.entries(names).map(([name, id]) => [name, median(figure(id))]));

/** What a report asks to be done better. */
const better = ({ audits }) =>
  Object.values(audits)
    .filter(({ score, scoreDisplayMode }) => score !== null && score < 0.9 && scoreDisplayMode !== "informative")
    .map(({ id, title, displayValue }) => [id, title, displayValue].filter(Boolean).join(": "));

async function signIn(page, address) {
  await page.goto(`${address}/sign-in`);
  await page.type("[name=login]", "omar");
  await page.type("[name=password]", "omar-decides");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
}

await withDemo(binary, async (address) => {
  const browser = await launch({ ...how, headless: true });
  for (const path of paths) {
    // Each in a browser that has seen nothing yet.
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    if (path !== "/sign-in") await signIn(page, address);
    const reports = [];
    for (let run = 0; run < RUNS; run++) {
      const { lhr } = await lighthouse(address + path, { onlyCategories: Object.values(CATEGORIES), logLevel: "error" }, undefined, page);
      if (lhr.runtimeError) throw new Error(`${path}: ${lhr.runtimeError.message}`);
      reports.push(lhr);
    }
    const lacks = medians(CATEGORIES, (id) => reports.map(({ categories }) => Math.round(100 - 100 * categories[id].score)));
    const times = medians(TIMES, (id) => reports.map(({ audits }) => audits[id].numericValue));
    console.log(JSON.stringify({ path, ...lacks, ...times, better: [...new Set(reports.flatMap(better))] }));
    await context.close();
  }
  await browser.close();
});
process.exit();
