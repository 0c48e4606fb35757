// Who uses how much: looked through by those who may, with script and without.

import { type Page } from "@playwright/test";
import { expect, heading, open, press, scripted, test } from "./fixture";

/** A part of the page; with script it is opened first. */
async function part(page: Page, name: string) {
  if (!scripted()) return page.getByRole("region", { name, exact: true });
  await press(page.getByRole("tab", { name, exact: true }));
  return page.getByRole("tabpanel", { name, exact: true });
}

test("an executive producer sees who uses how much", async ({ signedInAs, request }) => {
  const { access_token: token } = await (await request.post("/api/token", { data: { username: "importer" } })).json();
  const headers = { authorization: `Bearer ${token}` };
  for (const title of ["a", "b", "c"]) await expect(await request.get(`/api/search?title=${title}`, { headers })).toBeOK();

  const omar = await signedInAs("omar");
  await press(omar.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Usage" }));
  await heading(omar, "Usage");
  const days = await part(omar, "By day");
  await expect(days.getByRole("img", { name: /^importer \(open token\): 3 requests in 30 days; the most, 3, on/ })).toBeVisible();
  const clients = await part(omar, "By client");
  await expect(clients.getByRole("row", { name: /^importer \(open token\) Token Catalogue API 3 0 0/ })).toBeVisible();
  await expect((await part(omar, "Limits")).getByRole("row", { name: /catalogue 1,200 a minute/ }).first()).toBeVisible();

  await part(omar, "By client");
  await press(clients.getByRole("link", { name: "importer (open token)" }));
  await expect(omar.getByText("3 requests in 30 days", { exact: true })).toBeVisible();
  await expect((await part(omar, "By token")).getByRole("row")).toHaveCount(2);
  await press(omar.getByRole("link", { name: "7 days" }));
  await press(omar.getByRole("link", { name: "Catalogue API" }));
  await expect(omar.getByRole("link", { name: "7 days" })).toHaveAttribute("aria-current", "true");
  await part(omar, "By day");
  await press(omar.getByText("Day by day, in figures"));
  await expect(omar.getByRole("region", { name: "Day by day" }).getByRole("row")).toHaveCount(8);
  await press(omar.getByRole("link", { name: "GraphQL" }));
  await expect(omar.getByText("Nothing was counted of this.")).toBeVisible();
  await press(omar.getByRole("link", { name: /^Take the filter away/ }));
  await expect(omar).toHaveURL(/\/usage\?days=7&door=graphql($|#)/);
});

test("nobody else finds the way there", async ({ signedInAs, watch }) => {
  watch.expects(403, "/usage");
  const maya = await signedInAs("maya");
  await expect(maya.getByRole("link", { name: "Usage" })).toHaveCount(0);
  expect((await open(maya, "/usage")).status()).toBe(403);
  await expect(maya.getByText("Only executive producers may see who uses how much.")).toBeVisible();
});

test("usage fits a narrow screen", async ({ signedInAs }) => {
  const omar = await signedInAs("omar");
  await omar.setViewportSize({ width: 320, height: 640 });
  await open(omar, "/usage");
  await press(omar.getByText("Day by day, in figures"));
  const overflow = await omar.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow).toBe(0);
});

test("of its parts one is open at a time, with script", async ({ signedInAs }) => {
  const omar = await signedInAs("omar");
  await open(omar, "/usage");
  const tab = (name: string) => omar.getByRole("tab", { name, exact: true });
  const part = (name: string) => omar.getByRole("tabpanel", { name, exact: true });
  const is = async (name: string) => {
    await expect(omar.getByRole("tab", { selected: true })).toHaveText(name);
    await expect(part(name)).toBeVisible();
    await expect(omar.getByRole("tabpanel")).toHaveCount(1); // of those that are seen
  };
  await is("By day");
  await press(tab("Limits"));
  await is("Limits");
  await expect(omar).toHaveURL("/usage#limits");
  for (const [key, name] of [["ArrowRight", "By day"], ["ArrowLeft", "Limits"], ["ArrowLeft", "By client"], ["Home", "By day"], ["End", "Limits"]] as const) {
    await omar.keyboard.press(key);
    await expect(tab(name)).toBeFocused();
    await is(name);
  }
  // One place for the keyboard, and from there into the part.
  await omar.keyboard.press("Tab");
  await expect(part("Limits")).toBeFocused();
  // It stays open where the page is narrowed, and where it is loaded again.
  await press(omar.getByRole("link", { name: "7 days" }));
  await expect(omar).toHaveURL("/usage?days=7#limits");
  await is("Limits");
  await omar.reload();
  await is("Limits");
  // On paper there are all of them.
  await omar.emulateMedia({ media: "print" });
  for (const name of ["By day", "By client", "Limits"]) await expect(omar.getByRole("heading", { name, exact: true })).toBeVisible();
  await expect(tab("Limits")).toBeHidden();
});

test("its parts are all there without script", async ({ signedInAs }) => {
  const omar = await signedInAs("omar");
  await open(omar, "/usage");
  await press(omar.getByRole("navigation", { name: "Parts of this page" }).getByRole("link", { name: "Limits" }));
  await expect(omar).toHaveURL("/usage#limits");
  for (const name of ["By day", "By client", "Limits"]) await expect(omar.getByRole("region", { name, exact: true })).toBeVisible();
});
