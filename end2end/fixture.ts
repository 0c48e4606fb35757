// What every test starts from: a server of its own, people at their browsers, and a watch over what the browsers
// complain about.

import { type BrowserContext, type BrowserContextOptions, type Locator, type Page, expect, test as base } from "@playwright/test";
import { withDemo, withServer } from "./server";
import { Watch } from "./watch";

export { expect };

/** The demo's people and their passwords (agency/src/demo.rs). */
export const PASSWORDS = { ada: "ada-looks-up", maya: "maya-casts-it", omar: "omar-decides" };
export type Login = keyof typeof PASSWORDS;

type Fixtures = {
  /** Whether the server starts without the demo's data, and so without anybody who could sign in. */
  empty: boolean;
  /** This test's server: its address, and what it has said on its console. */
  server: { address: string; log: () => string };
  /** The address of this test's server. */
  address: string;
  watch: Watch;
  /** One more browser beside that of the fixtures `context` and `page`: watched as that is, and closed when the test ends. */
  anotherBrowser: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  /** Somebody's browser, signed in, at Home. Each call is another browser; the fixture `page` is nobody's. */
  signedInAs: (login: Login) => Promise<Page>;
};

export const test = base.extend<Fixtures, { many: number; demo: string }>({
  /** How many made-up actors the demo has in addition to its twelve. */
  many: [0, { option: true, scope: "worker" }],

  // Filled in once for each worker and copied for each test: hashing three passwords takes its time.
  demo: [({ many }, use) => withDemo(use, many), { scope: "worker" }],

  empty: [false, { option: true }],

  server: ({ demo, empty }, use, testInfo) =>
    withServer(empty ? undefined : demo, async (address, log) => {
      await use({ address, log });
      if (testInfo.status !== testInfo.expectedStatus) await testInfo.attach("the server's log", { body: log() });
    }),

  address: ({ server }, use) => use(server.address),

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

  anotherBrowser: async ({ browser, watch }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (options) => {
      const context = await browser.newContext(options);
      watch.over(context);
      contexts.push(context);
      return context;
    });
    // Left open, its pages would ask for a server that is gone for as long as other tests run.
    for (const context of contexts) await context.close();
  },

  signedInAs: ({ anotherBrowser }, use) =>
    use(async (login) => {
      const context = await anotherBrowser();
      // Straight at the door: the page before it is looked at where it is the subject.
      await expect(await context.request.post("/sign-in", { form: { login, password: PASSWORDS[login] } })).toBeOK();
      const page = await context.newPage();
      await open(page, "/");
      return page;
    }),
});

/** Whether this project's pages run script. */
export const scripted = () => test.info().project.use.javaScriptEnabled !== false;

/** Goes to a page by its address, and waits for the bundle to take over where there is one. */
export async function open(page: Page, path: string) {
  const reply = await page.goto(path);
  await settled(page);
  return reply!;
}

/** Waits for the bundle to have taken over the document, where there is one. */
export async function settled(page: Page) {
  if (scripted()) await expect(page.locator("html[data-hydrated]")).toBeAttached();
}

/** Presses it as this project's people do: with a finger on a tablet, with a mouse elsewhere. */
export const press = (it: Locator) => (test.info().project.use.hasTouch ? it.tap() : it.click());

/** Signs in on the page that asks for it. */
export async function signIn(page: Page, login: Login) {
  await signInWith(page, login, PASSWORDS[login]);
}

/** As `signIn`, for whoever the demo does not know, or not by this password. */
export async function signInWith(page: Page, login: string, password: string) {
  await page.getByLabel("Sign-in name").fill(login);
  await page.getByLabel("Password").fill(password);
  await press(page.getByRole("button", { name: "Sign in" }));
  await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
  await settled(page);
}

/** Waits for the page with this heading. */
export const heading = (page: Page, name: string) =>
  expect(page.getByRole("heading", { level: 1, name, exact: true })).toBeVisible();

/** Presses a key of a keyboard that writes another script: what it writes, and where it stands. */
export const pressAbroad = (page: Page, key: string, code: string, ctrlKey = false) =>
  page.evaluate((init) => document.body.dispatchEvent(new KeyboardEvent("keydown", { ...init, bubbles: true, cancelable: true })), { key, code, ctrlKey });

/** Calls a server function as the bundle would, with this person's cookie. */
export const call = (page: Page, name: string, form: Record<string, string | number>) =>
  page.request.post(`/call/${name}`, { form, headers: { accept: "application/json" } });
