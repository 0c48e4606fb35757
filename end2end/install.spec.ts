// The app one can install: what Chromium asks of it, the page without a network, and never a stale bundle.

import { type BrowserContext, type Page, chromium } from "@playwright/test";
import { createServer, request as ask } from "node:http";
import { type AddressInfo, type Socket, connect, createServer as createWire } from "node:net";
import { expect, heading, open, settled, signIn, test } from "./fixture";

/** What the worker keeps of the builds. */
const names = (page: Page) => page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith("build-")));
/** What is kept of the pages that were seen. */
const seen = (page: Page) =>
  page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith("seen-"));
    const pages = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)));
    return pages.flat();
  });

/** Opens a page that the service worker serves. */
async function openServed(page: Page, path: string) {
  await open(page, path);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  await settled(page);
  expect(await page.evaluate(() => navigator.serviceWorker.controller?.scriptURL)).toBe(new URL("/sw.js", page.url()).href);
}

test("Chromium would install it", async ({ address, watch, launchOptions }) => {
  // Only a profile on disk counts (a temporary one): in an incognito one nothing can be installed.
  const context = await chromium.launchPersistentContext("", { ...launchOptions, baseURL: address });
  try {
    watch.over(context);
    const page = await context.newPage();
    await openServed(page, "/sign-in");
    const browser = await context.newCDPSession(page);
    const { url, errors, data } = await browser.send("Page.getAppManifest");
    expect({ url, errors }).toEqual({ url: `${address}/manifest.webmanifest?lang=en`, errors: [] });
    expect((await browser.send("Page.getInstallabilityErrors")).installabilityErrors).toEqual([]);

    const { name, display, icons, start_url, screenshots, file_handlers } = JSON.parse(data!);
    expect(screenshots.map(({ form_factor }: { form_factor: string }) => form_factor)).toEqual(["wide", "narrow"]);
    expect(file_handlers[0].action).toBe("/actors/import");
    expect({ name, display, start_url }).toEqual({ name: "Casting Agency", display: "standalone", start_url: "/" });
    expect(icons.some(({ purpose, sizes }: Icon) => purpose === "maskable" && sizes === "512x512")).toBe(true);
    for (const { src, type } of [...icons, ...screenshots] as Icon[]) {
      const reply = await page.request.get(src);
      expect([src, reply.status(), reply.headers()["content-type"]]).toEqual([src, 200, type]);
    }
  } finally {
    await context.close();
  }
});
type Icon = { src: string; type: string; sizes: string; purpose: string };

test("files that carry their hash are kept for ever, pages never", async ({ page }) => {
  const kept = new Map<string, string>();
  page.on("response", async (reply) => kept.set(new URL(reply.url()).pathname, reply.headers()["cache-control"]));
  const door = await open(page, "/sign-in");
  await signIn(page, "maya");
  const bundle = [...kept].filter(([path]) => path.startsWith("/pkg/"));
  const kinds = bundle.map(([path]) => /^\/pkg\/(casting-agency|documents|page)\.[0-9a-f]{16}\.(css|js|wasm)$/.exec(path)?.[2]);
  expect(kinds.sort()).toEqual(["css", "css", "js", "js", "wasm"]);
  for (const [, value] of bundle) expect(value).toBe("public, max-age=31536000, immutable");
  for (const value of [door.headers()["cache-control"], kept.get("/")]) expect(value).toBe("no-store");
  for (const path of ["/sw.js", "/manifest.webmanifest", "/offline.html"]) {
    expect((await page.request.get(path)).headers()["cache-control"]).toBe("no-cache");
  }
});

test("without a network it says so, and goes on when the network is back", async ({ anotherBrowser, address, watch }) => {
  await using wire = await wired(address);
  await using browser = await anotherBrowser({ baseURL: wire.address });
  const page = await browser.newPage();
  await openServed(page, "/sign-in");
  await signIn(page, "maya");
  await open(page, "/actors");

  watch.offline = true;
  await wire.cut(page);
  await page.goto("/people");
  await expect(page.getByRole("heading", { name: "There is no connection" })).toBeVisible();
  await expect(page).toHaveURL("/people");
  await page.goto("/movies?limit=10");
  await wire.mend(page);
  watch.offline = false;
  await expect(page.getByRole("heading", { name: "Movies", level: 1 })).toBeVisible(); // by itself
  await settled(page);
});

test("without a network what was seen last is there, with its time, to be read only", async ({ anotherBrowser, address, watch }) => {
  await using wire = await wired(address);
  await using browser = await anotherBrowser({ baseURL: wire.address });
  const page = await browser.newPage();
  await openServed(page, "/sign-in");
  await signIn(page, "maya");
  await open(page, "/actors/2");
  await page.getByRole("link", { name: "Movies", exact: true }).click(); // by the bundle, without a document
  await heading(page, "Movies");
  await expect.poll(() => seen(page)).toContain("/movies");

  watch.offline = true;
  await wire.cut(page);
  await page.reload();
  await heading(page, "Movies");
  await expect(page.getByRole("status").filter({ hasText: "There is no connection. This is what you saw at" })).toContainText(/\d\d:\d\d/);
  await expect(page.locator(".live")).toHaveText(/Offline/);
  for (const control of await page.getByRole("main").locator("input, button").all()) await expect(control).toBeDisabled();
  await expect(page.getByRole("link", { name: /inception/ })).toBeVisible();
  await page.goto("/people");
  await expect(page.getByRole("heading", { name: "There is no connection" })).toBeVisible();
  await page.getByRole("link", { name: /Movies/ }).click();
  await heading(page, "Movies");

  // It comes back by itself.
  await wire.mend(page);
  await expect(page.getByRole("status").filter({ hasText: "There is no connection." })).toHaveCount(0);
  watch.offline = false;
  await settled(page);

  // Whoever signs out leaves nothing behind.
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  await expect.poll(() => seen(page)).toEqual([]);
});

test("the offer to install comes when it is due, and never again after a no", async ({ signedInAs }) => {
  const page = await signedInAs("maya");
  /** The browser offers it, on a day of which there were so many before. */
  const days = async (before: number) => {
    await page.evaluate((days) => {
      localStorage.setItem("install", JSON.stringify({ ...JSON.parse(localStorage.getItem("install") ?? "{}"), days, last: "" }));
      dispatchEvent(Object.assign(new Event("beforeinstallprompt"), { prompt: () => (document.title = "asked") }));
    }, before);
  };
  const offer = page.getByRole("status").filter({ hasText: "can be an app on this device" });
  await days(1);
  await days(2);
  await expect(offer).toBeVisible();
  await offer.getByRole("button", { name: "Install" }).click();
  await expect(page).toHaveTitle("asked");

  await page.evaluate(() => localStorage.removeItem("install"));
  await open(page, "/actors");
  await days(2);
  await offer.getByRole("button", { name: "No, thank you" }).click();
  await expect(offer).toHaveCount(0);
  await open(page, "/movies");
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await days(9);
  await page.evaluate(() => fetch("/livez")); // whatever was asked before this has been asked
  expect(asked).toContain("/livez");
  expect(asked).not.toContain("/call/invitation");
});

/** Whether the worker of a new build is there, with all its files, whether or not it serves already. */
const isInstalled = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    return !registration?.installing && (await caches.keys()).some((name) => name.startsWith("build-new-"));
  });

/** Somebody at /actors, and the name of the build that the page came from. */
async function onServed(browser: BrowserContext) {
  const page = await browser.newPage();
  await open(page, "/sign-in");
  await signIn(page, "maya");
  await openServed(page, "/actors");
  const [old] = await names(page);
  return { page, old };
}

for (const busy of [false, true]) {
  const meanwhile = busy ? ", though another tab still waits for its page" : "";
  test(`a page that is older than the server is brought to the newest by the next way to another${meanwhile}`, async ({ anotherBrowser, address }) => {
    await using site = await rebuildable(address);
    await using browser = await anotherBrowser({ baseURL: site.address });
    const { page } = await onServed(browser);
    await page.getByRole("link", { name: "Home", exact: true }).click();
    await heading(page, "Home");
    expect(site.asked("/"), "the bundle's own way").toBe(1);
    // The old worker is not ended before it has answered.
    const other = busy ? await browser.newPage() : undefined;
    const opened = other && open(other, site.slow);
    if (busy) await expect.poll(() => site.asked(site.slow)).toBe(1);

    site.update();
    await page.evaluate(() => dispatchEvent(new Event("agency:connected")));
    await expect.poll(() => isInstalled(page)).toBe(true);
    await page.getByRole("link", { name: "Movies", exact: true }).click();
    await heading(page, "Movies");
    await settled(page);
    expect(site.asked("/movies"), "a new document").toBe(1);
    site.answerAll();
    await opened;
  });
}

test("after an update the next page is the new build, whole", async ({ anotherBrowser, address }) => {
  await using site = await rebuildable(address);
  await using browser = await anotherBrowser({ baseURL: site.address });
  const { page, old } = await onServed(browser);
  expect(site.asked("/actors"), "pages come from the server, though the worker serves them").toBe(2);

  site.update();
  const files: string[] = [];
  page.on("response", (reply) => files.push(new URL(reply.url()).pathname));
  await page.reload();
  await settled(page); // by the new bundle, so the new page and the new files fit together
  expect(site.asked("/actors")).toBe(3);
  const bundle = files.filter((path) => path.startsWith("/pkg/"));
  expect(bundle.length).toBeGreaterThanOrEqual(3);
  expect(bundle.filter((path) => !site.isNew(path))).toEqual([]);

  // The new worker takes over, and the old build's files are gone.
  await expect.poll(() => names(page)).not.toContain(old);
  expect(await names(page)).toHaveLength(1);
  await page.reload();
  await settled(page);
});

/**
 * The server at the other end of a wire that can be cut. The browser is told that it is offline, too; that alone holds for its
 * pages, but not always for its service worker.
 */
async function wired(address: string) {
  const ends = new Set<Socket>();
  const wire = createWire((near) => {
    const far = connect(Number(new URL(address).port), "127.0.0.1");
    for (const end of [near, far]) ends.add(end.on("error", () => {}).on("close", () => ends.delete(end)));
    near.pipe(far).pipe(near);
  });
  const listen = (port: number) => new Promise<void>((listening) => wire.listen(port, "127.0.0.1", listening));
  const close = () => {
    wire.close();
    for (const end of ends) end.destroy();
  };
  await listen(0);
  const { port } = wire.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    async cut(page: Page) {
      close();
      await page.context().setOffline(true);
    },
    async mend(page: Page) {
      await listen(port);
      await page.context().setOffline(false);
    },
    async [Symbol.asyncDispose]() {
      close();
    },
  };
}

/**
 * The site as it is, and after `update` as another build of it: the same files under other hashes, which is all that a
 * browser can see of an update. The old names lead nowhere then. One page is
 * slow: it comes when all is to be answered.
 */
async function rebuildable(address: string) {
  const HASH = /(\/pkg\/(?:casting-agency|documents|page)\.)([0-9a-f]{16})(\.(?:css|js|wasm))/g;
  const turned = (text: string) => text.replace(HASH, (_, start, hash, end) => start + [...hash].reverse().join("") + end);
  const asked: string[] = [];
  const slow = "/trash";
  let answerAll = () => {};
  const late = new Promise<void>((resolve) => (answerAll = resolve));
  let updated = false;
  const server = createServer(async (request, response) => {
    const path = request.url!;
    asked.push(path);
    if (path === slow) await late;
    // To be read and rewritten here; and the server does not know that it is another build.
    const { "accept-encoding": _, "if-none-match": __, ...headers } = request.headers;
    const theirs = ask(address + (updated ? turned(path) : path), { method: request.method, headers }, async (answer) => {
      if (path.startsWith("/live")) return void answer.pipe(response.writeHead(answer.statusCode!, answer.headers)); // never whole
      const body = Buffer.concat(await answer.toArray());
      const rewritten = updated && /html|javascript/.test(answer.headers["content-type"] ?? "");
      const { "content-length": _, "transfer-encoding": __, ...headers } = answer.headers;
      response.writeHead(answer.statusCode!, headers);
      response.end(rewritten ? turned(body.toString()).replace(/const BUILD = "/, '$&new-') : body);
    });
    request.pipe(theirs);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  let old: string[] = [];
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: (path: string) => asked.filter((each) => each === path).length,
    isNew: (path: string) => !old.includes(path),
    slow,
    answerAll,
    update() {
      old = asked.filter((path) => path.startsWith("/pkg/"));
      updated = true;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}
