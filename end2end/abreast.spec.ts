// A record beside the list one came from, where there is room for both.

import { type Page } from "@playwright/test";
import { call, expect, heading, open, press, settled, test } from "./fixture";

const LANDSCAPE = { width: 1180, height: 820 };
const PORTRAIT = { width: 820, height: 1180 };

test.use({ viewport: LANDSCAPE });

const listing = (page: Page) => page.getByRole("table");
const row = (page: Page, name: string) => listing(page).getByRole("link", { name, exact: true });
const marked = (page: Page) => listing(page).locator("[aria-current]");

test("a record opens beside its list, which stays as it is", async ({ signedInAs }) => {
  const maya = await signedInAs("maya");
  await open(maya, "/actors?gender=female&sort=name");
  await maya.getByRole("checkbox", { name: "Choose actor6", exact: true }).check();
  const read: string[] = [];
  maya.on("request", (request) => read.push(new URL(request.url()).pathname));
  const before = (await row(maya, "actor6").boundingBox())!;
  await press(row(maya, "actor6"));
  await heading(maya, "actor6");
  await expect(maya).toHaveURL("/actors/11");
  await expect(maya).toHaveTitle("actor6 · Casting Agency");
  await expect(marked(maya)).toHaveText(/actor6$/);
  await expect(maya.getByRole("checkbox", { name: "Choose actor6", exact: true })).toBeChecked();
  await expect(maya.getByRole("link", { name: "Female, remove" })).toBeVisible();
  const [list, record] = [(await row(maya, "actor6").boundingBox())!, (await maya.getByRole("heading", { name: "actor6" }).boundingBox())!];
  expect(record.x, "the record beside the list").toBeGreaterThan(list.x + list.width);
  expect(list.y).toBeGreaterThan(0);
  expect(before.x, "where it was").toBeCloseTo(list.x, -2);
  expect(read, "the list is not read again").not.toContain("/call/actors");

  // The next one, and the mark with it.
  await maya.keyboard.press("]");
  await heading(maya, "angelina jolie");
  await expect(marked(maya)).toHaveText(/angelina jolie$/);
  await maya.keyboard.press("[");
  await heading(maya, "actor6");
  await expect(marked(maya)).toHaveText(/actor6$/);

  // The page is about the record, and has the list beside it.
  await expect(maya.getByRole("heading", { level: 1 })).toHaveCount(1);
  await expect(maya.getByRole("heading", { level: 2, name: "Actors", exact: true })).toBeVisible();

  // Back is back, one at a time; and the list alone is the list as it was.
  await maya.goBack();
  await heading(maya, "angelina jolie");
  await expect(marked(maya)).toHaveText(/angelina jolie$/);
  await press(maya.getByRole("main").getByRole("link", { name: "Actors", exact: true }));
  await expect(maya).toHaveURL("/actors?gender=female&sort=name");
  await expect(maya).toHaveTitle("Actors · Casting Agency");
  await expect(marked(maya)).toHaveCount(0);
  await expect(maya.getByRole("heading", { level: 1 })).toHaveText("Actors");
  await expect(maya.getByRole("checkbox", { name: "Choose actor6", exact: true })).toBeChecked();
});

test("loaded again it stands beside the list one came from, and alone where there was none", async ({ signedInAs }) => {
  const ada = await signedInAs("ada");
  await open(ada, "/actors/3");
  await heading(ada, "leaonardo dicaprio");
  await expect(listing(ada)).toHaveCount(0);
  await open(ada, "/actors?sort=-age");
  await press(row(ada, "tom hanks"));
  await heading(ada, "tom hanks");
  await ada.reload();
  await settled(ada);
  await expect(marked(ada)).toHaveText(/tom hanks$/);
  await expect(ada).toHaveTitle("tom hanks · Casting Agency");
  await expect(ada).toHaveURL("/actors/2");
  // A movie does not stand beside a list of actors.
  await open(ada, "/movies/5");
  await expect(listing(ada)).toHaveCount(0);
});

test("the list beside it goes on to the record's page", async ({ signedInAs }) => {
  const ada = await signedInAs("ada");
  await open(ada, "/actors");
  await press(row(ada, "actor55"));
  await expect(marked(ada)).toHaveText(/actor55$/);
  await press(ada.getByRole("link", { name: "Next: actor6" }));
  await heading(ada, "actor6");
  await expect(marked(ada)).toHaveText(/actor6$/);
});

test("held upright it is the one after the other", async ({ signedInAs }) => {
  const ada = await signedInAs("ada");
  await ada.setViewportSize(PORTRAIT);
  await open(ada, "/actors");
  await press(row(ada, "tom hanks"));
  await heading(ada, "tom hanks");
  await expect(listing(ada)).toHaveCount(0);
  // And turned, beside each other.
  await ada.setViewportSize(LANDSCAPE);
  await expect(marked(ada)).toHaveText(/tom hanks$/);
  await ada.setViewportSize(PORTRAIT);
  await expect(listing(ada)).toHaveCount(0);
  await heading(ada, "tom hanks");
});

test("what is done to the record shows in the list, and what others do", async ({ signedInAs }) => {
  const [maya, omar] = [await signedInAs("maya"), await signedInAs("omar")];
  await open(maya, "/actors");
  await press(row(maya, "tom hanks"));
  await heading(maya, "tom hanks");
  await press(maya.getByRole("heading", { name: "tom hanks" }).getByRole("link"));
  await maya.getByLabel("Name", { exact: true }).fill("Thomas Hanks");
  await press(maya.getByRole("button", { name: "Save actor" }));
  await expect(marked(maya)).toHaveText(/Thomas Hanks$/);
  await expect(await call(omar, "change_actor", { id: 3, version: 1, name: "Leonardo", age: 40, gender: "male" })).toBeOK();
  await expect(row(maya, "Leonardo")).toBeVisible();
  await press(maya.getByRole("button", { name: "Delete" }));
  await expect(maya).toHaveURL("/actors");
  await expect(row(maya, "Thomas Hanks")).toHaveCount(0);
});

test("by the keyboard: Enter goes into the record, and the way back to its row", async ({ signedInAs }) => {
  const ada = await signedInAs("ada");
  await open(ada, "/actors");
  await row(ada, "tom hanks").press("Enter");
  await heading(ada, "tom hanks");
  await ada.keyboard.press("Tab");
  await expect(ada.getByRole("main").getByRole("link", { name: "Actors", exact: true })).toBeFocused();
  await ada.keyboard.press("Enter");
  await expect(row(ada, "tom hanks")).toBeFocused();
});

test("a list that was scrolled keeps its place", async ({ signedInAs }) => {
  const ada = await signedInAs("ada");
  await ada.setViewportSize({ width: 1180, height: 420 });
  await open(ada, "/actors?sort=name");
  const last = listing(ada).getByRole("rowheader").last().getByRole("link");
  await last.scrollIntoViewIfNeeded();
  const name = (await last.locator("span").last().textContent())!;
  const { y } = (await last.boundingBox())!;
  await press(last);
  await expect(marked(ada)).toBeInViewport();
  await expect.poll(async () => Math.abs((await marked(ada).boundingBox())!.y - y)).toBeLessThan(60);
  await expect(ada.getByRole("heading", { level: 1 })).toBeInViewport();
  await ada.goBack();
  await expect(row(ada, name)).toBeInViewport();
});
