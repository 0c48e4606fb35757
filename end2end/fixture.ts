// What every test starts from: a server and a database of its own, people at their browsers, and a watch over what the
// browsers complain about.

import { type BrowserContext, type Locator, type Page, test as base, expect } from "@playwright/test";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

export { expect };

/** The demo's people and their passwords (agency/src/demo.rs). */
export const PASSWORDS = { ada: "ada-looks-up", maya: "maya-casts-it", omar: "omar-decides" };
export type Login = keyof typeof PASSWORDS;

type Fixtures = {
  /** The address of this test's own server. */
  address: string;
  watch: Watch;
  /** Somebody's browser, signed in, at Home. Each call is another browser. */
  signedInAs: (login: Login) => Promise<Page>;
};

export const test = base.extend<Fixtures, { demo: string }>({
  // The demo, filled in once for each worker and copied for each test: hashing three passwords takes its time.
  demo: [
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), "casting-agency-demo-"));
      try {
        const { status, stderr } = spawnSync(binary(), ["demo"], { env: environment(folder), encoding: "utf8" });
        expect(status, stderr).toBe(0);
        await use(folder);
      } finally {
        await rm(folder, { recursive: true });
      }
    },
    { scope: "worker" },
  ],

  address: async ({ demo }, use, testInfo) => {
    const folder = await mkdtemp(join(tmpdir(), "casting-agency-"));
    await cp(demo, folder, { recursive: true });
    const server = spawn(binary(), ["serve", "--addr", "127.0.0.1:0"], { env: environment(folder), cwd: folder });
    let log = "";
    server.stderr.on("data", (said) => (log += said));
    try {
      const address = await new Promise<string>((resolve, reject) => {
        createInterface(server.stdout).on("line", (line) => {
          const [, address] = /^Casting Agency at (http:\/\/\S+)$/.exec(line) ?? [];
          if (address) resolve(address);
        });
        server.once("error", reject);
        server.once("exit", (status) => reject(new Error(`the server ended with ${status}: ${log}`)));
      });
      await use(address);
      if (testInfo.status !== testInfo.expectedStatus) await testInfo.attach("the server's log", { body: log });
    } finally {
      if (server.exitCode === null && server.kill("SIGKILL")) await once(server, "exit");
      await rm(folder, { recursive: true });
    }
  },

  baseURL: ({ address }, use) => use(address),

  watch: [
    async ({}, use) => {
      const watch = new Watch();
      await use(watch);
      expect(watch.complaints, "what the browser complained about").toEqual([]);
    },
    { auto: true },
  ],

  context: async ({ context, watch }, use) => {
    watch.over(context);
    await use(context);
  },

  signedInAs: ({ browser, watch, address }, use) =>
    use(async (login) => {
      const context = await browser.newContext({ baseURL: address });
      watch.over(context);
      const page = await context.newPage();
      await open(page, "/sign-in");
      await signIn(page, login);
      return page;
    }),
});

/** Hears what browsers complain about. Anything at all fails the test, but for what it says beforehand. */
class Watch {
  readonly complaints: string[] = [];
  private readonly refusals: string[] = [];

  over(context: BrowserContext) {
    context.on("console", (message) => {
      if (!["error", "warning"].includes(message.type())) return;
      // Without script nobody uses the bundle that the page preloads.
      if (!scripted() && /^The resource \S+\.wasm was preloaded using link preload but not used/.test(message.text())) return;
      const { pathname } = new URL(message.location().url, "http://nowhere");
      // Chromium itself logs each answer with a status of 400 or more.
      const [, status] = /^Failed to load resource: the server responded with a status of (\d+)/.exec(message.text()) ?? [];
      if (!this.refusals.includes(`${status} ${pathname}`)) this.complaints.push(`${message.type()}: ${message.text()} (${pathname})`);
    });
    context.on("weberror", (error) => this.complaints.push(`uncaught: ${error.error()}`));
    context.on("requestfailed", (request) => {
      const [url, reason] = [new URL(request.url()), request.failure()?.errorText];
      // Without script Chromium blocks the bundle that the page would preload, and calls that its own policy.
      if (!scripted() && reason === "csp" && /^\/pkg\/.+\.js$/.test(url.pathname)) return;
      // Where a page it serves redirects, Chromium begins the worker's request twice and drops one of the two.
      if (request.serviceWorker() && reason === "net::ERR_ABORTED") return;
      this.complaints.push(`failed: ${request.method()} ${url.pathname} ${reason}`);
    });
  }

  /** This test asks for something that is refused: the status, and the path it is asked at. */
  expects(status: number, path: string) {
    this.refusals.push(`${status} ${path}`);
  }
}

/** Whether this project's pages run script. */
export const scripted = () => test.info().project.use.javaScriptEnabled !== false;

/** Goes to a page by its address, and waits for the bundle to take over where there is one. */
export async function open(page: Page, path: string) {
  const response = await page.goto(path);
  await settled(page);
  return response!;
}

/** Waits for the bundle to have taken over the document, where there is one. */
export async function settled(page: Page) {
  if (scripted()) await expect(page.locator("html[data-hydrated]")).toBeAttached();
}

/** Presses it as this project's people do: with a finger on a tablet, with a mouse elsewhere. */
export const press = (it: Locator) => (test.info().project.use.hasTouch ? it.tap() : it.click());

/** Signs in on the page that asks for it. */
export async function signIn(page: Page, login: Login) {
  await page.getByLabel("Name").fill(login);
  await page.getByLabel("Password").fill(PASSWORDS[login]);
  await press(page.getByRole("button", { name: "Sign in" }));
  await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
  await settled(page);
}

/** Calls a server function as the bundle would, with the page's cookie. */
export const call = (page: Page, name: string, form: Record<string, string | number>) =>
  page.request.post(`/call/${name}`, { form, headers: { accept: "application/json" } });

function binary() {
  const binary = process.env.CASTING_AGENCY_BIN;
  if (!binary) throw new Error("CASTING_AGENCY_BIN says which binary to test; script/test browser sets it.");
  return binary;
}

/** A server's environment: its database in its own folder, and nothing of the developer's that would set it up. */
function environment(folder: string) {
  const { LEPTOS_SITE_ADDR, RUST_LOG, ...rest } = process.env;
  return { ...rest, DATABASE_URL: `sqlite:${join(folder, "agency.db")}` };
}
