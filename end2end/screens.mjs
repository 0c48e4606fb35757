// Takes pictures of the main screens, with the demo's data: `node screens.mjs BINARY`. Those of the README, and the two by which a
// browser shows what it would install.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import * as how from "./chromium.mjs";
import { withDemo } from "./demo.mjs";

const [binary] = process.argv.slice(2);
const root = join(import.meta.dirname, "..");
const [tablet, upright, phone] = [{ width: 1180, height: 820 }, { width: 820, height: 1180 }, { width: 390, height: 844 }];

/** What each shows: where, on what, in which colours, and what is done there first. */
const SCREENS = {
  home: { path: "/" },
  actors: { path: "/actors" },
  actor: { path: "/actors/2" },
  movies: { path: "/movies", colorScheme: "dark" },
  movie: { path: "/movies/5", view: upright },
  casting: { path: "/movies/5?cast=1&find=a" },
  activity: { path: "/activity" },
  palette: { path: "/movies/5", act: palette },
  account: { path: "/account", colorScheme: "dark" },
  phone: { path: "/movies/5", view: phone },
};

async function palette(page) {
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("chris");
  await page.getByRole("option", { name: /^chris/ }).waitFor();
}

await withDemo(binary, async (address) => {
  const browser = await chromium.launch({ ...how });
  const context = await browser.newContext({ baseURL: address, locale: "en-GB", reducedMotion: "reduce" });
  await context.request.post("/sign-in", { form: { login: "omar", password: "omar-decides" } });
  for (const [actor_id, character] of [[3, "Dom Cobb"], [2, "Mr Saito"], [4, "Mal"]]) {
    await context.request.post("/call/add_casting", { form: { movie_id: 5, actor_id, character }, headers: { accept: "application/json" } });
  }
  const page = await context.newPage();
  const take = async (file, { path, view = tablet, colorScheme = "light", act }) => {
    await page.setViewportSize(view);
    await page.emulateMedia({ colorScheme });
    await page.goto(path);
    await page.waitForSelector('html[data-hydrated][data-live="live"]');
    // What was done last is another picture's news.
    await page.evaluate(() => (document.querySelector("#notice form").hidden = true));
    await act?.(page);
    await page.screenshot({ path: join(root, file), animations: "disabled", caret: "hide" });
  };
  for (const folder of ["docs/screens", "frontend/public/screens"]) mkdirSync(join(root, folder), { recursive: true });
  for (const [name, screen] of Object.entries(SCREENS)) await take(`docs/screens/${name}.png`, screen);
  await take("frontend/public/screens/wide.png", SCREENS.actors);
  await take("frontend/public/screens/narrow.png", SCREENS.phone);
  await browser.close();
});
