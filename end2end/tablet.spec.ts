// On a tablet, held either way: everything fits, is within reach and large enough for a finger, and the main job is done
// by tapping.

import { type Page } from "@playwright/test";
import { call, expect, open, test } from "./fixture";
import { theStory } from "./story";

const PAGES = [
  "/", "/actors", "/actors?limit=10&page=2", "/actors?add=1", "/actors/2", "/actors/2?edit=1", "/actors/2?cast=1", "/actors/13",
  "/actors?q=a&gender=male&age_min=1&sort=name", "/actors?view=cards", "/actors?view=compact", "/movies?view=cards", "/movies?view=compact",
  "/actors?columns=gender,age,movies,added", "/movies?columns=genre,release,year,expiry,cast,added",
  "/movies", "/movies?limit=10&page=2", "/movies?add=1", "/movies/5", "/movies/5?edit=1", "/movies/5?cast=1", "/account", "/nowhere",
];
/** For an executive producer alone. */
const PEOPLE = [
  "/actors/chosen?id=2+13&do=delete", "/actors/chosen?id=2+13&do=edit&age=40", "/movies/chosen?id=5+6&do=edit&genre=Crime",
 "/people", "/people?add=1", "/people?edit=1", "/people?edit=3", "/people?link=1"];

for (const [held, viewport] of Object.entries({
  landscape: { width: 1180, height: 820 },
  portrait: { width: 820, height: 1180 },
})) {
  test.describe(held, () => {
    test.use({ viewport });

    test("a casting director's morning, by tapping", async ({ page }) => {
      await theStory(page);
    });

    test("every page fits and is large enough for a finger", async ({ signedInAs, watch, page: nobody }) => {
      test.slow(); // many pages
      watch.expects(404, "/nowhere");
      const faults: string[] = [];
      await open(nobody, "/sign-in");
      faults.push(...(await faultsOf(nobody)));
      // The longest names there may be, without a place to break them.
      const omar = await signedInAs("omar");
      const long = "W".repeat(200);
      for (const [name, form] of [
        ["add_actor", { name: long, age: 30, gender: "female" }],
        ["change_movie", { id: 5, version: 1, title: long, release_date: "2010-07-08", genre: long }],
        ["add_casting", { actor_id: 13, movie_id: 5, character: long }],
        ["change_person", { id: 1, version: 1, name: long, role: "casting_assistant" }],
        ["invite", { name: long, role: "executive_producer" }],
      ] as const) {
        await expect(await call(omar, name, form)).toBeOK();
      }
      // The one may do everything, the other reads beside everything why not.
      for (const page of [omar, await signedInAs("ada")]) {
        for (const path of page === omar ? [...PAGES, ...PEOPLE] : PAGES) {
          await open(page, path);
          faults.push(...(await faultsOf(page)));
        }
      }
      expect(faults).toEqual([]);
    });

    test("a finger that rests on a row chooses it, and taps the others", async ({ signedInAs }) => {
      const page = await signedInAs("maya");
      await open(page, "/actors");
      const box = (name: string) => page.getByRole("checkbox", { name: `Choose ${name}`, exact: true });
      const link = (name: string) => page.getByRole("rowheader").getByRole("link", { name, exact: true });
      const { x, y, height } = (await link("tom hanks").boundingBox())!;
      const finger = await page.context().newCDPSession(page);
      const touch = (type: "touchStart" | "touchMove" | "touchEnd", dy = 0) =>
        finger.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x: x + 60, y: y + height / 2 + dy }] });
      await touch("touchStart");
      await expect(box("tom hanks")).toBeChecked();
      await touch("touchEnd");
      await link("chris evans").tap();
      await expect(page.locator("#chosen")).toHaveText("Chosen: 2");
      await expect(page).toHaveURL("/actors");
      for (const name of ["chris evans", "tom hanks"]) await link(name).tap();
      await expect(page.locator("#chosen")).toHaveText("Nothing is chosen");
      await link("tom hanks").tap();
      await expect(page.getByRole("heading", { level: 1, name: "tom hanks" })).toBeVisible();
    });

    test("the way around stays in place", async ({ signedInAs }) => {
      const page = await signedInAs("maya");
      await open(page, "/movies/5");
      const rail = page.getByRole("banner");
      const check = async () => {
        const { x, y, width, height } = (await rail.boundingBox())!;
        if (held === "landscape") expect({ x, upright: height > width }, "at the left").toEqual({ x: 0, upright: true });
        else expect([x, width, y + height], "at the foot").toEqual([0, viewport.width, viewport.height]);
        for (const place of ["Home", "Actors", "Movies"]) {
          await expect(rail.getByRole("link", { name: place, exact: true })).toBeInViewport({ ratio: 1 });
        }
        await expect(rail.getByRole("button", { name: "Sign out" })).toBeInViewport({ ratio: 1 });
      };
      await open(page, "/");
      await check();
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      await check();
      // What stands last on the page is not hidden behind it.
      const last = page.getByRole("main").getByRole("listitem").last();
      const { x, y, height } = (await last.boundingBox())!;
      const { x: left, y: top, width: across } = (await rail.boundingBox())!;
      if (held === "landscape") expect(x).toBeGreaterThanOrEqual(left + across);
      else expect(y + height).toBeLessThanOrEqual(top);
    });
  });
}

/** What would have to be scrolled sideways, and what is lower than the 44 px a finger needs. */
async function faultsOf(page: Page): Promise<string[]> {
  const path = page.url().slice(new URL(page.url()).origin.length);
  const { width, room } = await page.evaluate(() => ({ width: document.scrollingElement!.scrollWidth, room: innerWidth }));
  const controls = page
    .getByRole("button")
    .or(page.getByRole("textbox"))
    .or(page.getByRole("searchbox"))
    .or(page.getByRole("radio").locator("..")) // its label, which is what is pressed
    .or(page.getByRole("navigation").getByRole("link"))
    .or(page.getByRole("rowheader").getByRole("link"))
    .or(page.getByRole("columnheader").getByRole("link"))
    .or(page.getByRole("list", { name: /^(Filters|View)$/ }).getByRole("link"))
    .or(page.getByRole("checkbox").locator("..")) // its label
    .or(page.getByRole("link", { name: /^(Add|Edit|Cast|Close|See|Go|Invite)/ }));
  const low = await controls.evaluateAll((controls) =>
    controls
      .map((control) => ({ name: control.textContent || control.id, height: control.getBoundingClientRect().height }))
      .filter(({ height }) => height < 44)
      .map(({ name, height }) => `${name.slice(0, 20)} ${height}`),
  );
  return [
    ...(width > room ? [`${path} is ${width} px wide, of ${room}`] : []),
    ...(low.length ? [`${path} has ${low.length} controls lower than 44 px: ${low.slice(0, 4).join(", ")}`] : []),
  ];
}
