// What happened: the agency's activity, the history of a record, and the way back to an older version.

import { expect, call, heading, open, press, settled, test } from "./fixture";

test("the activity is looked through, and a version is restored", async ({ signedInAs, watch }) => {
  const maya = await signedInAs("maya");
  const edit = { id: 5, version: 1, title: "Inception", release_date: "2010-07-16", release_year: 2010, genre: "", expiry_date: "" };
  await expect(await call(maya, "change_movie", edit)).toBeOK();
  await expect(await call(maya, "add_casting", { movie_id: 5, actor_id: 2, character: "Cobb" })).toBeOK();

  await press(maya.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Activity" }));
  await heading(maya, "Activity");
  await settled(maya);
  const lines = maya.getByRole("main").getByRole("listitem").filter({ has: maya.getByRole("time") }); // in a list for each day
  await expect(lines.first()).toContainText("Maya Haddad cast tom hanks as Cobb in Inception");
  await maya.getByLabel("Who").selectOption("Maya Haddad");
  await maya.getByLabel("Change", { exact: true }).selectOption("Changed");
  await press(maya.getByRole("button", { name: "Filter" }));
  const words = "Maya Haddad renamed inception to Inception: release date from 8 Jul 2010 to 16 Jul 2010";
  await expect(lines).toHaveCount(1);
  await expect(lines).toContainText([words]);
  await press(maya.getByRole("link", { name: "Take the filter away: By Maya Haddad" }));
  await expect(maya.getByRole("link", { name: "Take the filter away" })).toHaveCount(1);
  await expect(lines).toContainText([words]);

  // From the record's page to its history, and back to what it said.
  await press(lines.getByRole("link", { name: "inception" }));
  await heading(maya, "Inception");
  await settled(maya);
  await press(maya.getByRole("link", { name: "Compare and restore" }));
  await heading(maya, "History of Inception");
  const entry = maya.getByRole("listitem").filter({ hasText: words });
  await expect(entry.getByRole("row", { name: "Release date 8 Jul 2010 16 Jul 2010" })).toBeVisible();
  await press(maya.getByRole("button", { name: "Restore version 1" }));
  await heading(maya, "History of inception");
  await expect(maya.getByRole("status").filter({ hasText: "inception says again what it said in version 1." })).toBeVisible();
  await press(maya.getByRole("link", { name: "inception" }).first());
  await heading(maya, "inception");
  await expect(maya.getByRole("main")).toContainText("8 Jul 2010");

  // Whoever may not change it, may see it.
  const ada = await signedInAs("ada");
  await open(ada, "/movies/5/history");
  await expect(ada.getByRole("listitem").filter({ hasText: words })).toBeVisible();
  await expect(ada.getByRole("button", { name: "Restore" })).toHaveCount(0);
  watch.expects(404, "/activity");
  expect((await open(ada, "/activity?type=film")).status()).toBe(404);
  await heading(ada, "There is no such page of activity");
});

test("the activity fits a narrow screen", async ({ signedInAs }) => {
  const omar = await signedInAs("omar");
  await omar.setViewportSize({ width: 320, height: 640 });
  for (const path of ["/activity?by=Omar+Reyes&type=actor&from=2026-01-01", "/activity", "/movies/5/history"]) {
    await open(omar, path);
    const overflow = await omar.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow, path).toBe(0);
  }
});
