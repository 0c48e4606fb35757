// What is typed and not saved: after a crash, on another device, signed out and in again, without a network.

import { type Page } from "@playwright/test";
import { type Login, PASSWORDS, call, expect, heading, open, press, settled, signIn, test } from "./fixture";

const title = (page: Page) => page.getByLabel("Title");
const genre = (page: Page) => page.getByLabel("Genre");
const restored = (page: Page) => page.getByRole("status").filter({ hasText: /^Restored what you typed/ });

/** What the server keeps of a form of whoever is at this page; Maya is number 2. */
async function kept(page: Page, form: string, me = 2) {
  const reply = await page.request.get("/call/draft", { params: { me, form }, headers: { accept: "application/json" } });
  const draft = reply.ok() ? await reply.json() : undefined;
  return draft && JSON.parse(draft.body);
}

/** Waits until the server keeps this. */
const isKept = (page: Page, form: string, fields: object) => expect.poll(() => kept(page, form)).toMatchObject(fields);
const isNotKept = (page: Page, form: string) => expect.poll(() => kept(page, form)).toBeFalsy();

/** The drafts this browser holds, of everybody. */
const held = (page: Page) => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("draft/")));

/** Another page of the same browser after this one is gone as if its process had died. */
async function crash(page: Page) {
  const [context, path] = [page.context(), new URL(page.url())];
  const devtools = await context.newCDPSession(page);
  const crashed = page.waitForEvent("crash");
  devtools.send("Page.crash").catch(() => {}); // it answers nothing any more
  await crashed;
  const next = await context.newPage();
  await open(next, path.pathname + path.search);
  return next;
}

test("a crash and a reload lose nothing", async ({ signedInAs }) => {
  let page = await signedInAs("maya");
  await open(page, "/movies/5?edit=1");
  await title(page).fill("Inception, the film");
  page = await crash(page);
  await expect(title(page)).toHaveValue("Inception, the film");
  await expect(restored(page)).toHaveText(/^Restored what you typed at \d\d:\d\d\.Discard$/);
  // Above the fields, and of what the record says nothing is touched.
  await expect(genre(page)).toHaveValue("");
  await isKept(page, "movie-5", { title: "Inception, the film", version: "1" });

  await genre(page).fill("Heist");
  await page.reload();
  await settled(page);
  await expect(title(page)).toHaveValue("Inception, the film");
  await expect(genre(page)).toHaveValue("Heist");

  // Closed, it is offered again.
  await press(page.getByRole("link", { name: "Close" }));
  await expect(genre(page)).toHaveCount(0);
  await press(page.getByRole("link", { name: "Edit" }));
  await expect(genre(page)).toHaveValue("Heist");
  await expect(restored(page)).toBeVisible();
});

test("a form of something new and its choices come back", async ({ signedInAs }) => {
  let page = await signedInAs("maya");
  await open(page, "/actors");
  await press(page.getByRole("link", { name: "Add actor" }));
  await page.getByLabel("Name", { exact: true }).fill("Anna Karina");
  await press(page.getByLabel("Female", { exact: true }));
  page = await crash(page);
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Anna Karina");
  await expect(page.getByLabel("Female", { exact: true })).toBeChecked();

  // What was looked for belongs to what was chosen.
  await open(page, "/movies/5?cast=1");
  await page.getByLabel("Find an actor by name").fill("zo");
  await expect(page.getByText("Nothing found")).toBeVisible();
  await page.getByLabel("Find an actor by name").fill("jolie");
  await expect(page.getByRole("radio")).toHaveCount(1);
  await press(page.getByLabel("angelina jolie, 46"));
  await page.getByLabel("Character").fill("Mal");
  await isKept(page, "movie_cast-5", { actor_id: "6", character: "Mal", find: "jolie" });
  await open(page, "/movies/5");
  await press(page.getByRole("link", { name: "Cast an actor" }));
  await expect(page.getByLabel("Find an actor by name")).toHaveValue("jolie");
  await expect(page.getByLabel("angelina jolie, 46")).toBeChecked();
  await expect(page.getByRole("radio")).toHaveCount(1);
  await expect(page.getByLabel("angelina jolie, 46")).toBeChecked();
  await expect(page.getByLabel("Character")).toHaveValue("Mal");
  await press(page.getByRole("button", { name: "Cast", exact: true }));
  await expect(page.getByText("as Mal", { exact: true })).toBeVisible();
  await isNotKept(page, "movie_cast-5");
});

test("what was typed on one device is there on another", async ({ signedInAs }) => {
  const [desk, tablet] = [await signedInAs("maya"), await signedInAs("maya")];
  await open(desk, "/movies/5?edit=1");
  await title(desk).fill("inception by Nolan");
  await isKept(desk, "movie-5", { title: "inception by Nolan" });
  await open(tablet, "/movies/5?edit=1");
  await expect(title(tablet)).toHaveValue("inception by Nolan");
  await expect(restored(tablet)).toContainText(/at \d\d:\d\d on another device\./);
  await genre(tablet).fill("Heist");
  await isKept(tablet, "movie-5", { title: "inception by Nolan", genre: "Heist" });

  // Saved there, nothing is left of it here.
  await press(tablet.getByRole("button", { name: "Save movie" }));
  await heading(tablet, "inception by Nolan");
  await open(desk, "/movies/5?edit=1");
  await expect(genre(desk)).toHaveValue("Heist");
  await expect.poll(() => held(desk)).toEqual([]);
  await expect(restored(desk)).toHaveCount(0);
});

test("a saved form leaves no draft", async ({ signedInAs, watch }) => {
  const page = await signedInAs("maya");
  await open(page, "/movies/5?edit=1");
  await genre(page).fill("Heist");
  await isKept(page, "movie-5", { genre: "Heist" });
  // Refused, it is still a draft.
  await title(page).fill("");
  watch.expects(400, "/call/change_movie");
  await press(page.getByRole("button", { name: "Save movie" }));
  await expect(page.getByRole("alert")).toContainText("There is a problem");
  await isKept(page, "movie-5", { genre: "Heist", title: "" });
  await title(page).fill("Inception");
  await press(page.getByRole("button", { name: "Save movie" }));
  await heading(page, "Inception");
  expect(await held(page)).toEqual([]);
  await isNotKept(page, "movie-5");
  await press(page.getByRole("link", { name: "Edit" }));
  await expect(genre(page)).toHaveValue("Heist");
  await expect(restored(page)).toHaveCount(0);

  // What says what the record says is no draft either.
  await genre(page).fill("Dream");
  await isKept(page, "movie-5", { genre: "Dream" });
  await genre(page).fill("Heist");
  await isNotKept(page, "movie-5");
  expect(await held(page)).toEqual([]);
});

test("discarded, it is gone everywhere, and can be had back", async ({ signedInAs }) => {
  const page = await signedInAs("maya");
  await open(page, "/actors/2?edit=1");
  await page.getByLabel("Name", { exact: true }).fill("Tom");
  await press(page.getByLabel("Female", { exact: true }));
  await isKept(page, "actor-2", { name: "Tom", gender: "female" });
  await page.reload();
  await settled(page);
  await press(restored(page).getByRole("button", { name: "Discard" }));
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("tom hanks");
  await expect(page.getByLabel("Male", { exact: true })).toBeChecked();
  await isNotKept(page, "actor-2");
  await expect.poll(() => held(page)).toEqual([]);
  const undo = page.getByRole("status").filter({ hasText: /^Discarded what you typed/ }).getByRole("button", { name: "Undo" });
  await expect(undo).toBeFocused();

  await press(undo);
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Tom");
  await expect(page.getByLabel("Female", { exact: true })).toBeChecked();
  await isKept(page, "actor-2", { name: "Tom", gender: "female" });
  await press(restored(page).getByRole("button", { name: "Discard" }));
  await isNotKept(page, "actor-2");
  await page.reload();
  await settled(page);
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("tom hanks");
  await expect(restored(page)).toHaveCount(0);
});

test("a session that ended: what was typed stays for the same person", async ({ signedInAs, watch }) => {
  const page = await signedInAs("maya");
  watch.expects(401, "/call/keep_draft");
  await open(page, "/movies/5?edit=1");
  // At the server alone, as from the list of sessions on another device.
  const elsewhere = await signedInAs("maya");
  const sessions = await (await elsewhere.request.get("/call/sessions", { headers: { accept: "application/json" } })).json();
  for (const { id, this: own } of sessions) if (!own) await expect(await call(elsewhere, "end_session", { id })).toBeOK();
  const refused = page.waitForResponse((reply) => reply.status() === 401);
  await genre(page).fill("Heist");
  await refused;
  await title(page).fill("Inception");
  expect(await held(page)).toEqual(["draft/2/movie-5"]);
  await isNotKept(elsewhere, "movie-5");

  await open(page, "/movies/5?edit=1");
  await heading(page, "Sign in");
  expect(await held(page)).toEqual(["draft/2/movie-5"]);
  await signIn(page, "maya");
  await isKept(elsewhere, "movie-5", { genre: "Heist", title: "Inception" });
  await open(page, "/movies/5?edit=1");
  await expect(genre(page)).toHaveValue("Heist");
  await expect(title(page)).toHaveValue("Inception");
});

/** Whoever signs in at this browser now. */
async function nextAt(page: Page, login: Login) {
  await expect(await page.request.post("/sign-in", { form: { login, password: PASSWORDS[login] } })).toBeOK();
  await open(page, "/movies/5?edit=1");
}

test("signing out on a shared tablet leaves nothing behind, and loses nothing", async ({ signedInAs }) => {
  const page = await signedInAs("maya");
  await open(page, "/movies/5?edit=1");
  await title(page).fill("Maya's secret");
  expect(await held(page)).toEqual(["draft/2/movie-5"]);
  // At once: it is sent before.
  await page.getByRole("button", { name: "Sign out" }).dispatchEvent("click");
  await heading(page, "Sign in");
  await expect(page).toHaveURL("/sign-in");
  expect(await held(page)).toEqual([]);
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain("secret");

  await nextAt(page, "omar");
  await expect(title(page)).toHaveValue("inception");
  await expect(restored(page)).toHaveCount(0);
  await page.getByRole("button", { name: "Sign out" }).dispatchEvent("click");
  await heading(page, "Sign in");
  await nextAt(page, "maya");
  await expect(title(page)).toHaveValue("Maya's secret");
  await expect(restored(page)).toHaveText(/^Restored what you typed at \d\d:\d\d\.Discard$/);
});

test("who signs in after somebody else's session sees nothing of it", async ({ signedInAs, watch }) => {
  const page = await signedInAs("maya");
  await open(page, "/movies/5?edit=1");
  await title(page).fill("Maya's secret");
  await isKept(page, "movie-5", { title: "Maya's secret" });
  const other = await page.context().newPage();
  watch.expects(401, "/call/keep_draft");
  await page.context().clearCookies();
  await nextAt(other, "omar");
  await expect(title(other)).toHaveValue("inception");
  await expect(restored(other)).toHaveCount(0);
  expect(await held(other)).toEqual([]);
  // In the tab of before nothing is kept any more, for nobody.
  await title(page).fill("Maya's second secret");
  await title(other).fill("Omar's");
  await expect.poll(() => kept(other, "movie-5", 3)).toMatchObject({ title: "Omar's" });
  expect(await held(other)).toEqual(["draft/3/movie-5"]);
});

test("without a network typing goes on, and what was typed is sent when it is back", async ({ signedInAs, watch }) => {
  const page = await signedInAs("maya");
  await open(page, "/movies/5?edit=1");
  watch.offline = true;
  await page.context().setOffline(true);
  await genre(page).fill("Heist");
  expect(await held(page)).toEqual(["draft/2/movie-5"]);
  // Closed and opened again, as far as that goes without a network.
  await press(page.getByRole("link", { name: "Close" }));
  await press(page.getByRole("link", { name: "Edit" }));
  await expect(genre(page)).toHaveValue("Heist");
  await page.context().setOffline(false);
  watch.offline = false;
  await isKept(page, "movie-5", { genre: "Heist" });
});

test("what was restored merges with what others saved since", async ({ signedInAs, watch }) => {
  const [maya, omar] = [await signedInAs("maya"), await signedInAs("omar")];
  await open(maya, "/movies/5?edit=1");
  await genre(maya).fill("Heist");
  await isKept(maya, "movie-5", { genre: "Heist", version: "1" });
  await open(maya, "/");
  const theirs = { id: 5, release_date: "2010-07-16", release_year: 2010, title: "Inception (2010)" };
  await expect(await call(omar, "change_movie", { ...theirs, version: 1 })).toBeOK();

  // Different fields: both win.
  await open(maya, "/movies/5?edit=1");
  await expect(genre(maya)).toHaveValue("Heist");
  await expect(title(maya)).toHaveValue("Inception (2010)");
  await press(maya.getByRole("button", { name: "Save movie" }));
  await heading(maya, "Inception (2010)");
  await expect(maya.getByText("Heist", { exact: true })).toBeVisible();

  // The same field: she is asked.
  await press(maya.getByRole("link", { name: "Edit" }));
  await genre(maya).fill("Dream heist");
  await isKept(maya, "movie-5", { genre: "Dream heist", version: "3" });
  await open(maya, "/");
  await expect(await call(omar, "change_movie", { ...theirs, genre: "Dream", version: 3 })).toBeOK();
  await open(maya, "/movies/5?edit=1");
  await expect(genre(maya)).toHaveValue("Dream heist");
  watch.expects(412, "/call/change_movie");
  await press(maya.getByRole("button", { name: "Save movie" }));
  await expect(maya.getByRole("alert")).toContainText("Genre: Omar Reyes made it Dream");
  await expect(genre(maya)).toHaveValue("Dream heist");
  await isKept(maya, "movie-5", { genre: "Dream heist", version: "4" });
  await press(maya.getByRole("button", { name: "Save movie" }));
  await expect(maya.getByRole("definition").filter({ hasText: "Dream heist" })).toBeVisible();
  await isNotKept(maya, "movie-5");
});

test("what is too long is said, and a browser that keeps nothing does not get in the way", async ({ signedInAs }) => {
  const page = await signedInAs("maya");
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await open(page, "/movies/5?edit=1");
  await genre(page).fill("Heist");
  await isKept(page, "movie-5", { genre: "Heist" });
  await genre(page).fill("a".repeat(64 * 1024));
  const hint = page.getByRole("status").filter({ hasText: "This is too long to be kept as a draft." });
  await expect(hint).toBeVisible();
  await genre(page).fill("Dream");
  await expect(hint).toHaveCount(0);
  await isKept(page, "movie-5", { genre: "Dream" });
  await page.reload();
  await settled(page);
  await expect(genre(page)).toHaveValue("Dream");

  // Nor does it at a list.
  await open(page, "/actors");
  await page.getByRole("checkbox", { name: "Choose aymen" }).check();
  await expect(page.locator("#chosen")).toHaveText("Chosen: 1");
  await press(page.getByRole("link", { name: "aymen" }));
  await heading(page, "aymen");
  await expect(page.getByRole("link", { name: /^Next: / })).toBeVisible();
});
