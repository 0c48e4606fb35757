// In which language the pages are: the browser's, until somebody chooses; and then, on all of their devices, no other.

import { type Page } from "@playwright/test";
import { expect, open, press, scripted, test } from "./fixture";
import { PAGES, fill } from "./pages";

const choose = async (page: Page, name: string) => {
  await page.getByRole("radio", { name, exact: true }).check();
  if (!scripted()) await press(page.locator("form[action='/call/keep_settings'] button[type=submit]"));
  await expect(page.locator("html")).toHaveAttribute("lang", name === "العربية" ? "ar" : "en");
};

test("whoever comes is spoken to as their browser asks", async ({ anotherBrowser }) => {
  for (const [locale, lang, dir, says] of [
    ["ar-EG", "ar", "rtl", "تسجيل الدخول"],
    ["fr-FR", "en", "ltr", "Sign in"],
  ]) {
    const page = await (await anotherBrowser({ locale })).newPage();
    await open(page, "/sign-in");
    await expect(page.locator("html")).toHaveAttribute("lang", lang);
    await expect(page.locator("html")).toHaveAttribute("dir", dir);
    await expect(page.getByRole("heading", { level: 1, name: says })).toBeVisible();
  }
});

test("a language that is chosen counts on all of one's devices, and only it is downloaded", async ({ signedInAs }) => {
  const page = await signedInAs("maya");
  await open(page, "/account");
  await choose(page, "العربية");

  const tablet = await signedInAs("maya");
  const loaded: string[] = [];
  tablet.on("request", (request) => loaded.push(new URL(request.url()).pathname));
  await open(tablet, "/actors");
  await expect(tablet.locator("html")).toHaveAttribute("dir", "rtl");
  await expect(tablet.getByRole("heading", { level: 1, name: "الممثلون" })).toBeVisible();
  expect(loaded.filter((path) => path.startsWith("/words/"))).toEqual(scripted() ? [expect.stringMatching(/^\/words\/ar\.[0-9a-f]{16}\.txt$/)] : []);
  // Where no page is drawn either: the choice is known before anybody is.
  await tablet.context().clearCookies({ name: /session|refresh/ });
  await open(tablet, "/actors");
  await expect(tablet.getByRole("heading", { level: 1, name: "تسجيل الدخول" })).toBeVisible();

  const omar = await signedInAs("omar");
  await expect(omar.locator("html"), "nobody else's").toHaveAttribute("lang", "en");
  await open(page, "/account");
  await choose(page, "English");
  await expect(page.locator("html")).toHaveAttribute("dir", "ltr");
});

test("what is wrong is said in the reader's language, and what was typed is kept", async ({ signedInAs, watch }) => {
  watch.expects(400, "/call/add_actor");
  const page = await signedInAs("maya");
  await open(page, "/account");
  await choose(page, "العربية");
  await open(page, "/actors?add=1");
  const form = page.locator("form[action='/call/add_actor']");
  await form.locator("[name=name]").fill("سعاد حسني");
  await form.locator("[name=age]").fill("999");
  await press(form.locator("button[type=submit]"));
  const alert = form.getByRole("alert");
  await expect(alert).toBeVisible();
  expect(await alert.innerText()).toMatch(/\p{Script=Arabic}/u);
  expect(await alert.innerText()).not.toMatch(/[a-z]{2}/i);
  await expect(form.locator("#age-error")).toHaveText(/\p{Script=Arabic}/u);
  await expect(form.locator("[name=name]")).toHaveValue("سعاد حسني");
});

/** What is called the same in every language: what the agency's own records say, and names of things. */
const NAMES = ["Casting Agency", "Leptos.toml", "yyyy-mm-dd", "[limits]", "4xx", "5xx", "zzz", "English", "CSV", "JSON", "UTC", "API", "REST", "GraphQL", "Ctrl", "Esc", "Chrome", "Chromium", "Linux", "Zoe", "Demo", "movie4", "Ada Lindqvist", "Maya Haddad", "Omar Reyes", "ada", "maya", "omar", "http"];

test("no page says anything in another language", async ({ signedInAs, watch }) => {
  test.setTimeout(240_000);
  const page = await signedInAs("omar");
  await fill(page, watch);
  const names: string[] = [...NAMES];
  for (const file of ["/actors.json", "/movies.json"]) {
    JSON.parse(await (await page.request.get(file)).text(), (_, value) => (typeof value === "string" && names.push(value), value));
  }
  names.sort((one, other) => other.length - one.length);
  await open(page, "/account");
  await choose(page, "العربية");
  const faults: string[] = [];
  for (const path of PAGES.filter((path) => !/^\/(parts|api|problems)/.test(path))) {
    await open(page, path);
    for (const text of await texts(page)) {
      const rest = names.reduce((rest, name) => rest.replaceAll(name, ""), text);
      if (/[a-z]{2}/i.test(rest)) faults.push(`${path}: ${text}`);
    }
  }
  expect(faults).toEqual([]);
});

/** All a page says, to those who see and to those who listen. */
const texts = (page: Page) =>
  page.evaluate(() => {
    const found = new Set<string>([document.title]);
    for (const element of document.body.querySelectorAll("*")) {
      if (element.closest("script, style, code, .avatar, [lang]:not(html)")) continue;
      for (const name of ["aria-label", "title", "placeholder", "alt"]) found.add(element.getAttribute(name) ?? "");
      for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) found.add(node.textContent!.trim());
    }
    return [...found].filter(Boolean);
  });
