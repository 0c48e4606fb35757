// Measures what the first visit to a page transfers, everything included: `node first-load.mjs BINARY PATH`.
// Prints one JSON object: the sum in bytes as they crossed the wire, headers included, and each resource.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import * as how from "./chromium.mjs";

const [binary, path] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "first-load-"));
const env = { ...process.env, DATABASE_URL: `sqlite:${join(folder, "agency.db")}` };
spawnSync(binary, ["demo"], { env });
const server = spawn(binary, ["serve", "--addr", "127.0.0.1:0"], { env, stdio: ["ignore", "pipe", "ignore"] });
try {
  const address = await new Promise((resolve, reject) => {
    server.once("exit", () => reject(new Error("the server ended")));
    server.stdout.on("data", (text) => resolve(/http:\/\/\S+/.exec(text)?.[0]));
  });
  const browser = await chromium.launch({ ...how });
  const context = await browser.newContext({ baseURL: address });
  // Sign in without a page, so that the page's visit is the browser's first.
  await context.request.post("/sign-in", { form: { login: "maya", password: "maya-casts-it" } });
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  const names = new Map();
  const sizes = [];
  client.on("Network.responseReceived", ({ requestId, response }) => names.set(requestId, new URL(response.url).pathname));
  // What is on its way. The network is never idle: the page stays connected to /live.
  const awaited = new Set();
  let arrived = () => {};
  const done = (requestId) => awaited.delete(requestId) && awaited.size === 0 && arrived();
  client.on("Network.requestWillBeSent", ({ requestId, request }) => new URL(request.url).pathname === "/live" || awaited.add(requestId));
  client.on("Network.loadingFailed", ({ requestId }) => done(requestId));
  client.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    sizes.push([names.get(requestId), encodedDataLength]);
    done(requestId);
  });
  await client.send("Network.enable");
  await page.goto(path);
  await page.waitForSelector('html[data-hydrated][data-live="live"]');
  if (awaited.size > 0) await new Promise((resolve) => (arrived = resolve));
  await browser.close();
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  console.log(JSON.stringify({ path, total, resources: Object.fromEntries(sizes) }));
} finally {
  server.kill();
  rmSync(folder, { recursive: true });
}
