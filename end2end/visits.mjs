// Measures what visits to a page transfer, everything included: `node visits.mjs BINARY PATH`. The bytes are counted on the wire,
// because what a service worker fetches no page hears of, be it ahead of the page; of the first visit the browser tells what each
// resource was, and none where the worker had it already. Prints one JSON object, in bytes, headers included.
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { setTimeout as pass } from "node:timers/promises";
import { chromium } from "@playwright/test";
import * as how from "./chromium.mjs";
import { withDemo } from "./demo.mjs";

const [binary, path] = process.argv.slice(2);
/** For how long nothing has come when a visit is over: a worker asks on its own for a new build. */
const QUIET = 2000;

/** A way to the server that counts what comes from there. */
async function counter(server) {
  const { hostname, port } = new URL(server);
  let bytes = 0;
  const way = createServer((browser) => {
    const there = connect(Number(port), hostname);
    there.on("data", (piece) => (bytes += piece.length));
    browser.pipe(there).pipe(browser);
    for (const [one, other] of [[browser, there], [there, browser]]) one.on("error", () => other.destroy());
  });
  await once(way.listen(0, "127.0.0.1"), "listening");
  /** How many have come so far, once no more do. */
  const counted = async () => {
    for (let before; before !== bytes; await pass(QUIET)) before = bytes;
    return bytes;
  };
  return { address: `http://127.0.0.1:${way.address().port}`, counted };
}

/** Goes to the page, and waits until somebody could work there. */
async function visit(page) {
  await page.goto(path);
  await page.waitForSelector('html[data-hydrated][data-live="live"]');
}

await withDemo(binary, async (server) => {
  const { address, counted } = await counter(server);
  const browser = await chromium.launch({ ...how });
  const context = await browser.newContext({ baseURL: address });
  // Sign in without a page, so that the page's visit is the browser's first.
  await context.request.post("/sign-in", { form: { login: "maya", password: "maya-casts-it" } });
  const before = await counted();
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  const names = new Map();
  const sizes = [];
  client.on("Network.responseReceived", ({ requestId, response }) => names.set(requestId, new URL(response.url).pathname));
  client.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => sizes.push([names.get(requestId), encodedDataLength]));
  await client.send("Network.enable");
  await visit(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  const total = (await counted()) - before;
  await page.close();
  await visit(await context.newPage());
  const next = (await counted()) - before - total;
  await browser.close();
  console.log(JSON.stringify({ path, total, next, resources: Object.fromEntries(sizes) }));
});
process.exit();
