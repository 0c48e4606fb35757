// A record's page: what a delete takes along, and the way from one record to the next.

import { call, expect, heading, open, press, pressAbroad, scripted, test } from "./fixture";

test("what a delete takes along is said before, and undone with it", async ({ signedInAs }) => {
  const maya = await signedInAs("maya");
  for (const movie of [5, 6]) await expect(await call(maya, "add_casting", { movie_id: movie, actor_id: 3, character: "Cobb" })).toBeOK();
  await open(maya, "/actors/3");
  const button = maya.getByRole("button", { name: "Delete" });
  await expect(button).toHaveAccessibleDescription("Takes 2 parts along. It can be undone.");
  await expect(maya.getByText("Takes 2 parts along.")).toBeVisible();
  await press(maya.getByRole("button", { name: "Take leaonardo dicaprio out of inception" }));
  await expect(button).toHaveAccessibleDescription("Takes 1 part along. It can be undone.");
  await press(button);
  await heading(maya, "Actors");
  await press(maya.getByRole("status").getByRole("button", { name: "Undo" }));
  await expect(maya.getByRole("rowheader", { name: "leaonardo dicaprio" })).toBeVisible();
  await open(maya, "/actors/3");
  await expect(button).toHaveAccessibleDescription("Takes 1 part along. It can be undone.");
});

test("from one record to the next in the list one came from, with script", async ({ signedInAs }) => {
  const ada = await signedInAs("ada");
  await open(ada, "/actors?gender=female&sort=name");
  await press(ada.getByRole("link", { name: "actor55" }));
  await heading(ada, "actor55");
  const way = ada.getByRole("navigation", { name: "In the list" });
  await press(way.getByRole("link", { name: "Next: actor6" }));
  await heading(ada, "actor6");
  await expect(way.getByRole("link", { name: "Previous: actor55" })).toBeVisible();

  // By key; not with another key held, nor while something is typed.
  await ada.keyboard.press("]");
  await heading(ada, "angelina jolie");
  await ada.keyboard.press("[");
  await heading(ada, "actor6");
  // Where a keyboard writes Arabic, by their place.
  await pressAbroad(ada, "د", "BracketRight");
  await heading(ada, "angelina jolie");
  await pressAbroad(ada, "ج", "BracketLeft");
  await heading(ada, "actor6");
  await ada.keyboard.press("Control+]");
  await expect(way.getByRole("link", { name: "Next: angelina jolie" })).toBeVisible();
  await heading(ada, "actor6");

  // And back to the list as it was.
  await press(ada.getByRole("main").getByRole("link", { name: "Actors", exact: true }));
  await expect(ada).toHaveURL("/actors?gender=female&sort=name");
});

test("the way back leads to the page the record is on by now, with script", async ({ signedInAs }) => {
  const maya = await signedInAs("maya");
  await open(maya, "/actors?limit=10");
  await press(maya.getByRole("link", { name: "actor55" }));
  const way = maya.getByRole("navigation", { name: "In the list" });
  await press(way.getByRole("link", { name: "Next: actor6" }));
  await heading(maya, "actor6");
  await expect(way.getByRole("link", { name: "Next: actor9" })).toBeVisible();
  // A record loaded again knows the way too.
  await maya.reload();
  await expect(way.getByRole("link", { name: "Next: actor9" })).toBeVisible();
  await press(way.getByRole("link", { name: "Next: actor9" }));
  await heading(maya, "actor9");
  await expect(way.getByRole("link")).toHaveAccessibleName("Previous: actor6");
  await press(maya.getByRole("main").getByRole("link", { name: "Actors", exact: true }));
  await expect(maya).toHaveURL("/actors?limit=10&page=2");
  // While somebody types the keys are letters.
  await open(maya, "/actors/11?edit=1");
  const name = maya.getByLabel("Name", { exact: true });
  await name.press("]");
  await expect(name).toHaveValue(/\]/);
  await expect(maya).toHaveURL("/actors/11?edit=1");
});

test("a fact is edited where it stands", async ({ signedInAs, watch }) => {
  const maya = await signedInAs("maya");
  await open(maya, "/actors/2");
  const facts = maya.locator("dl");
  await press(facts.getByRole("link", { name: "65" }));
  const age = facts.getByLabel("Age", { exact: true });
  if (scripted()) await expect(age).toBeFocused();
  // Of the whole form only this is seen.
  await expect(facts.getByRole("textbox")).toHaveCount(1);
  watch.expects(400, "/call/change_actor");
  await age.fill("");
  await press(facts.getByRole("button", { name: "Save actor" }));
  await expect(age).toHaveAccessibleDescription(/Age is needed/);
  await age.fill("66");
  await press(facts.getByRole("button", { name: "Save actor" }));
  await expect(facts.getByRole("link", { name: "66" })).toBeVisible();
  await expect(maya).toHaveURL("/actors/2");
  await heading(maya, "tom hanks");

  await press(facts.getByRole("link", { name: "Male" }));
  await press(facts.getByText("Female", { exact: true }));
  await press(facts.getByRole("link", { name: "Cancel" }));
  await expect(facts.getByRole("link", { name: "Male" })).toBeVisible();
  const ada = await signedInAs("ada");
  await open(ada, "/actors/2?edit=age");
  await expect(ada.locator("dl")).toHaveText(/Age\s*66\s*Gender\s*Male/);
});

test("what was not saved of one fact is nothing to the others, and is there again with it, with script", async ({ signedInAs }) => {
  const maya = await signedInAs("maya");
  await open(maya, "/actors/2");
  const main = maya.getByRole("main");
  const named = maya.getByRole("heading", { level: 1 }).getByRole("link");
  await named.click();
  await main.getByLabel("Name", { exact: true }).fill("Thomas");
  await maya.keyboard.press("Escape");
  await expect(named).toHaveText("tom hanks");

  await main.getByRole("link", { name: "65" }).click();
  const age = main.getByLabel("Age", { exact: true });
  await expect(age).toBeFocused();
  await expect(main.getByText("Restored what you typed")).toHaveCount(0);
  await age.fill("66");
  await maya.keyboard.press("Escape");

  await named.click();
  await expect(main.getByLabel("Name", { exact: true })).toHaveValue("Thomas");
  await expect(main.getByText("Restored what you typed")).toBeVisible();
  await maya.keyboard.press("Escape");
  await main.getByRole("link", { name: "65" }).click();
  await expect(age).toHaveValue("66");
  await main.getByRole("button", { name: "Save actor" }).click();
  await expect(main.getByRole("link", { name: "66" })).toBeVisible();
  await heading(maya, "tom hanks");
});

test("what a record is called is edited where it stands", async ({ signedInAs, watch }) => {
  const maya = await signedInAs("maya");
  for (const [path, name, label, save, call] of [
    ["/actors/2", "tom hanks", "Name", "Save actor", "/call/change_actor"],
    ["/movies/5", "inception", "Title", "Save movie", "/call/change_movie"],
  ] as const) {
    await open(maya, path);
    const main = maya.getByRole("main");
    await press(maya.getByRole("heading", { level: 1, name }).getByRole("link"));
    const field = main.getByLabel(label, { exact: true });
    await expect(field).toHaveValue(name);
    if (scripted()) await expect(field).toBeFocused();
    await expect(main.getByRole("textbox")).toHaveCount(1);
    watch.expects(400, call);
    await field.fill("");
    await press(main.getByRole("button", { name: save }));
    await expect(field).toHaveAccessibleDescription(new RegExp(`${label} is needed`));
    await field.fill("Renamed");
    await press(main.getByRole("button", { name: save }));
    await heading(maya, "Renamed");
    await expect(maya).toHaveURL(path);
    await expect(field).toHaveCount(0);
  }
  const ada = await signedInAs("ada");
  await open(ada, "/actors/2?edit=name");
  await heading(ada, "Renamed");
  await expect(ada.getByLabel("Name", { exact: true })).toHaveCount(0);
});

test("by the keyboard alone, with script", async ({ signedInAs }) => {
  const maya = await signedInAs("maya");
  await open(maya, "/movies/5");
  const genre = maya.locator("dl").getByRole("link", { name: "Not set" });
  await genre.press("Enter");
  const field = maya.getByLabel("Genre");
  await expect(field).toBeFocused();
  await field.press("Escape");
  await expect(field).toHaveCount(0);
  await expect(genre).toBeFocused();
  await genre.press("Enter");
  await field.pressSequentially("Heist");
  await field.press("Enter");
  await expect(maya.locator("dl").getByRole("link", { name: "Heist" })).toBeFocused();

  const title = maya.getByRole("heading", { level: 1 }).getByRole("link");
  await title.press("Enter");
  await expect(maya.getByLabel("Title")).toBeFocused();
  await maya.keyboard.press("Escape");
  await expect(title).toBeFocused();
});

test("who came from nowhere has no neighbours", async ({ signedInAs }) => {
  const ada = await signedInAs("ada");
  await open(ada, "/actors/3");
  await heading(ada, "leaonardo dicaprio");
  await expect(ada.getByRole("navigation", { name: "In the list" })).toHaveCount(0);
  await press(ada.getByRole("main").getByRole("link", { name: "Actors", exact: true }));
  await expect(ada).toHaveURL("/actors");
});

test.describe("under a finger, with script", () => {
  test.use({ hasTouch: true, viewport: { width: 820, height: 1180 } });

  test("a swipe leads to the next record, and back", async ({ signedInAs }) => {
    const ada = await signedInAs("ada");
    await open(ada, "/actors?gender=female&sort=name");
    await press(ada.getByRole("link", { name: "actor6" }));
    await expect(ada.getByRole("link", { name: "Next: angelina jolie" })).toBeVisible();
    const finger = await ada.context().newCDPSession(ada);
    // All at once: how quick it is counts.
    const swipe = (dx: number, dy = 0, x = 400) => {
      const at = (step: number) => [{ x: x + dx * step, y: 700 + dy * step }];
      const touch = (type: "touchStart" | "touchMove" | "touchEnd", touchPoints: { x: number; y: number }[]) =>
        finger.send("Input.dispatchTouchEvent", { type, touchPoints });
      return Promise.all([touch("touchStart", at(0)), touch("touchMove", at(0.5)), touch("touchMove", at(1)), touch("touchEnd", [])]);
    };
    await swipe(-200);
    await heading(ada, "angelina jolie");
    await expect(ada.getByRole("link", { name: "Previous: actor6" })).toBeVisible();
    await swipe(200);
    await heading(ada, "actor6");
    await expect(ada.getByRole("link", { name: "Next: angelina jolie" })).toBeVisible();
    // Neither to and fro a little, nor from the edge, where it is the browser's, nor slanted: one that counted would have led to
    // the next already.
    await swipe(-40);
    await swipe(-200, 0, 810);
    await swipe(-200, 150);
    await ada.keyboard.press("]");
    await heading(ada, "angelina jolie");
    await expect(ada.getByRole("link", { name: "Previous: actor6" })).toBeVisible();
  });
});
