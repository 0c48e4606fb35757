// Measures how quick a list of many rows is, on a processor slowed four times: `node list-speed.mjs BINARY ROWS`, with ROWS actors.
// Prints one JSON object, in milliseconds: from the press that leads to the list, and from the beginning of a visit with a warm
// cache, until rows are painted; from a key pressed in the search until the rows it leaves are; and the worst interaction, from what
// was pressed to the next painting (Event Timing, as INP has it), of scrolling, sorting, filtering, choosing and opening a record.
import { chromium } from "@playwright/test";
import * as how from "./chromium.mjs";
import { withDemo } from "./demo.mjs";

const [binary, rows] = process.argv.slice(2);
const SLOWED = 4;
const TIMES = 5;

const median = (figures) => figures.toSorted((one, other) => one - other)[figures.length >> 1];

/** Stands in every page: when rows that are others than before were painted after an event, and how long interactions took. */
function clock() {
  globalThis.interactions = [];
  new PerformanceObserver((list) => {
    for (const { interactionId, duration, name } of list.getEntries()) if (interactionId) globalThis.interactions.push([duration, name]);
  }).observe({ type: "event", durationThreshold: 16, buffered: true });
  const shown = () => document.querySelector(".list tbody tr:not(.space)")?.textContent;
  /** Waits for the next event of this type, then for rows that are not those that were there; when they were painted, since the event. */
  globalThis.painted = (type) =>
    new Promise((resolve) => {
      const before = shown();
      addEventListener(type, ({ timeStamp }) => {
        const frame = () => {
          const now = shown();
          if (now === undefined || now === before) return requestAnimationFrame(frame);
          // After the painting that this frame ends in.
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - timeStamp)));
        };
        requestAnimationFrame(frame);
      }, { capture: true, once: true });
    });
}

await withDemo(binary, async (address) => {
  const browser = await chromium.launch({ ...how });
  const context = await browser.newContext({ baseURL: address, viewport: { width: 1180, height: 820 } });
  await context.request.post("/sign-in", { form: { login: "maya", password: "maya-casts-it" } });
  await context.addInitScript(clock);
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  const settled = () => page.waitForSelector('html[data-hydrated][data-live="live"]');
  /** What the list and its records ask for, until it is there. */
  const asked = new Set();
  page.on("request", (request) => request.url().includes("/call/actor") && asked.add(request));
  for (const end of ["requestfinished", "requestfailed"]) page.on(end, (request) => asked.delete(request));
  const frame = () => page.evaluate(() => new Promise(requestAnimationFrame));
  /** Waits until what was asked for is there, and the page has nothing to do. */
  const rest = async () => {
    do {
      await page.evaluate(() => new Promise((idle) => requestAnimationFrame(() => requestIdleCallback(idle))).then(() => undefined));
    } while (asked.size > 0);
  };
  const read = () => page.waitForResponse((reply) => reply.url().includes("/call/actors?"));
  await page.goto("/actors"); // warms the cache
  await settled();
  await rest();
  await client.send("Emulation.setCPUThrottlingRate", { rate: SLOWED });

  const figures = { visit: [], loaded: [], key: [] };
  for (let time = 0; time < TIMES; time++) {
    await page.goto("/actors");
    // The first painting has the rows in it: the server drew them.
    const paint = () => page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime);
    await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length);
    figures.loaded.push(await paint());
    await settled();
    await page.getByRole("link", { name: "Home", exact: true }).click();
    await page.waitForSelector("h1:text-is('Home')");
    await rest();
    const visited = page.evaluate(() => painted("click"));
    await page.getByRole("link", { name: "Actors", exact: true }).first().click();
    figures.visit.push(await visited);
    await rest();
    // The second letter: there are still thousands.
    const box = page.getByRole("searchbox");
    const first = read();
    await box.press("a");
    await first;
    await rest();
    const looked = page.evaluate(() => painted("keydown"));
    await box.press("n");
    figures.key.push(await looked);
    await rest();
  }

  await page.goto("/actors");
  await settled();
  await rest();
  const wheel = async (times) => {
    for (let time = 0; time < times; time++) {
      await page.mouse.wheel(0, 900);
      await frame();
    }
  };
  await page.mouse.move(600, 500);
  await wheel(20);
  await page.locator("tbody tr:not(.space)").getByRole("checkbox").nth(60).click();
  await rest();
  await page.keyboard.press("End");
  await rest();
  await page.keyboard.press("Home");
  await rest();
  for (const name of ["Age", "Age", "Name"]) {
    await page.getByRole("columnheader", { name }).getByRole("link").click();
    await rest();
  }
  await page.getByRole("link", { name: "Female", exact: true }).click();
  await rest();
  const box = page.getByRole("searchbox");
  await box.pressSequentially("anna", { delay: 150 });
  await rest();
  for (let time = 0; time < 4; time++) await box.press("Backspace", { delay: 60 });
  await rest();
  await page.getByRole("checkbox", { name: "Choose all on this page" }).click();
  await rest();
  await page.locator("tbody").getByRole("checkbox").nth(4).click();
  await rest();
  await page.getByRole("button", { name: "Cards" }).click();
  await rest();
  await wheel(10);
  await page.locator("tbody a.row").nth(30).click();
  await page.waitForURL(/\/actors\/\d+$/);
  await rest();
  await page.goBack();
  await rest();
  const all = await page.evaluate(() => globalThis.interactions);
  await browser.close();
  const [worst, name] = all.reduce((one, other) => (one[0] > other[0] ? one : other), [0, ""]);
  const round = (figures) => Math.round(median(figures));
  console.log(JSON.stringify({ visit: round(figures.visit), loaded: round(figures.loaded), key: round(figures.key), worst, name, interactions: all.length }));
}, ["--actors", rows]);
