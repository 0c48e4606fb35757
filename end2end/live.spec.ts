// Several at once: what one changes the others see, while they type, after the network was away, and in every tab.

import { type Page } from "@playwright/test";
import { call, expect, heading, open, press, test } from "./fixture";

/** What the state chip says. */
const says = (page: Page, state: "Live" | "Reconnecting" | "Offline") =>
  expect(page.locator(".live").getByText(state, { exact: true })).toBeVisible();

/** Opens a page and waits until it is live. */
async function openLive(page: Page, path: string) {
  await open(page, path);
  await says(page, "Live");
}

const actor = (version: number, age: number) => ({ id: 2, version, name: "tom hanks", age, gender: "male" });

test("what one changes the other sees at once", async ({ signedInAs }) => {
  const [ada, maya] = [await signedInAs("ada"), await signedInAs("maya")];
  await openLive(ada, "/actors/2");
  await expect(ada.getByText("65", { exact: true })).toBeVisible();
  const begun = Date.now();
  await expect(await call(maya, "change_actor", actor(1, 66))).toBeOK();
  await expect(ada.getByText("66", { exact: true })).toBeVisible();
  const took = Date.now() - begun;
  test.info().annotations.push({ type: "seen after", description: `${took} ms` });
  // Where it stands, it glows for a moment.
  await expect(ada.locator("dd[data-new]")).toHaveText("66");
  await expect(ada.locator("[data-new]")).toHaveCount(0);

  await expect(await call(maya, "add_casting", { movie_id: 5, actor_id: 2, character: "Cobb" })).toBeOK();
  await expect(ada.getByText("as Cobb", { exact: true })).toBeVisible();
  await openLive(ada, "/");
  await expect(await call(maya, "change_actor", actor(2, 67))).toBeOK();
  await expect(ada.getByText("age from 66 to 67")).toBeVisible();
});

test("what is typed stays, and so does the focus", async ({ signedInAs }) => {
  const [maya, omar] = [await signedInAs("maya"), await signedInAs("omar")];
  await openLive(maya, "/actors?add=1");
  const name = maya.getByLabel("Name", { exact: true });
  await name.pressSequentially("Anna Kar");
  await expect(await call(omar, "change_actor", actor(1, 66))).toBeOK();
  await expect(maya.getByRole("row", { name: /tom hanks/ })).toContainText("66");
  await expect(name).toBeFocused();
  await name.pressSequentially("ina");
  await expect(name).toHaveValue("Anna Karina");

  // Over a record nothing moves while its sheet is open; saved, both changes are there.
  await openLive(maya, "/actors/2?edit=1");
  await name.fill("Tom");
  await expect(await call(omar, "change_actor", actor(2, 67))).toBeOK();
  await expect(await call(omar, "add_casting", { movie_id: 5, actor_id: 2, character: "Cobb" })).toBeOK();
  await expect(maya.getByText("as Cobb", { exact: true })).toBeAttached();
  await expect(name).toHaveValue("Tom");
  await expect(name).toBeFocused();
  await press(maya.getByRole("button", { name: "Save actor" }));
  await heading(maya, "Tom");
  await expect(maya.locator("dl").getByText("67", { exact: true })).toBeVisible();

  await openLive(maya, "/actors");
  const link = maya.getByRole("link", { name: "Tom", exact: false }).first();
  await link.focus();
  await expect(await call(omar, "delete_actor", { id: 1 })).toBeOK();
  await expect(maya.getByText("11 actors")).toBeVisible();
  await expect(link).toBeFocused();
});

test("one deletes while the other edits: said, and what was typed is not lost", async ({ signedInAs, watch }) => {
  const [maya, omar] = [await signedInAs("maya"), await signedInAs("omar")];
  await openLive(maya, "/movies/5?edit=1");
  const genre = maya.getByLabel("Genre");
  await genre.fill("Heist");
  await expect(await call(omar, "delete_movie", { id: 5 })).toBeOK();
  await openLive(omar, "/trash");
  await expect(genre).toHaveValue("Heist");
  watch.expects(404, "/call/change_movie");
  await press(maya.getByRole("button", { name: "Save movie" }));
  await expect(maya.getByRole("alert")).toBeVisible();
  await expect(genre).toHaveValue("Heist");

  // Put back, it is saved with the same press.
  await expect(await call(omar, "restore", { only: "movie-5" })).toBeOK();
  await press(maya.getByRole("button", { name: "Save movie" }));
  await expect(maya.getByRole("definition").filter({ hasText: "Heist" })).toBeVisible();
});

test("what was typed without a network is saved with it", async ({ signedInAs, watch }) => {
  const [maya, omar] = [await signedInAs("maya"), await signedInAs("omar")];
  await openLive(maya, "/actors/2?edit=1");
  watch.offline = true;
  await maya.context().setOffline(true);
  await says(maya, "Offline");
  await maya.getByLabel("Name", { exact: true }).fill("Tom");
  await expect(await call(omar, "change_actor", actor(1, 66))).toBeOK();
  await maya.context().setOffline(false);
  await says(maya, "Live");
  watch.offline = false;
  await press(maya.getByRole("button", { name: "Save actor" }));
  await heading(maya, "Tom");
  await expect(maya.getByText("66", { exact: true })).toBeVisible();
});

test("after ten seconds without a network nothing is missing", async ({ signedInAs, watch }) => {
  test.slow();
  const [ada, maya] = [await signedInAs("ada"), await signedInAs("maya")];
  await ada.clock.install();
  await openLive(ada, "/actors/2");
  watch.offline = true;
  await ada.context().setOffline(true);
  await expect(ada.locator(".live")).toHaveText(/Offline/, { timeout: 1000, useInnerText: true });
  await expect(await call(maya, "change_actor", actor(1, 66))).toBeOK();
  await expect(await call(maya, "add_casting", { movie_id: 5, actor_id: 2, character: "Cobb" })).toBeOK();
  await ada.clock.runFor(10_000); // what a lift takes
  await expect(ada.getByText("65", { exact: true })).toBeVisible();
  await ada.context().setOffline(false);
  await expect(ada.locator(".live")).toHaveText(/Live/, { timeout: 1000, useInnerText: true });
  watch.offline = false;
  await expect(ada.getByText("66", { exact: true })).toBeVisible();
  await expect(ada.getByText("as Cobb", { exact: true })).toBeVisible();
});

test("the chip says what is true", async ({ signedInAs, watch }) => {
  const ada = await signedInAs("ada");
  await openLive(ada, "/");
  watch.offline = true;
  await ada.context().setOffline(true);
  await says(ada, "Offline");
  // The network is back, and the server is not.
  const door = /\/live\b/;
  await ada.context().route(door, (route) => route.abort("internetdisconnected"));
  await ada.context().setOffline(false);
  await says(ada, "Reconnecting");
  await ada.context().unroute(door);
  await says(ada, "Live");
  watch.offline = false;
});

test("of several tabs one listens for all", async ({ signedInAs }) => {
  const [one, maya] = [await signedInAs("ada"), await signedInAs("maya")];
  await openLive(one, "/actors/2");
  const other = await one.context().newPage();
  let asked = 0;
  one.context().on("request", (request) => (asked += Number(new URL(request.url()).pathname === "/live")));
  await openLive(other, "/actors/2");
  await expect(await call(maya, "change_actor", actor(1, 66))).toBeOK();
  for (const tab of [one, other]) await expect(tab.getByText("66", { exact: true })).toBeVisible();
  expect(asked).toBe(0);
  await one.close();
  await expect.poll(() => asked).toBe(1);
  await expect(await call(maya, "change_actor", actor(2, 67))).toBeOK();
  await expect(other.getByText("67", { exact: true })).toBeVisible();
  await says(other, "Live");
});

test("a document says that something changed, and leaves it to its reader", async ({ signedInAs }) => {
  const [here, there] = [await signedInAs("omar"), await signedInAs("omar")];
  await openLive(here, "/people");
  await expect(await call(there, "change_person", { id: 1, version: 1, name: "Ada Byron", role: "casting_assistant" })).toBeOK();
  const bar = here.getByRole("status").filter({ hasText: "Omar Reyes changed something here." });
  await expect(bar).toBeVisible();
  await expect(here.getByText("Ada Byron")).toHaveCount(0);
  await press(bar.getByRole("button", { name: "Show it" }));
  await expect(here.getByText("Ada Byron").first()).toBeVisible();
  await expect(bar).toHaveCount(0);
});
