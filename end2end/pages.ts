// Every page there is, as an executive producer sees it, who sees all there is.

import { type Page } from "@playwright/test";
import { type Watch } from "./watch";
import { call, open } from "./fixture";

/** Their addresses, where there is something in the trash, something to undo, and an invitation. */
export const PAGES = [
  "/", "/actors", "/actors?q=a&gender=male&age_min=1&sort=name", "/actors?q=zzz", "/actors?page=99", "/actors?add=1",
  "/actors/2", "/actors/2?edit=1", "/actors/2?cast=1&find=a", "/actors/2/history", "/actors/99", "/actors/print",
  "/movies", "/movies?add=1", "/movies/5", "/movies/5?edit=1", "/movies/5?cast=1&find=tom", "/movies/5/history",
  "/activity", "/trash", "/trash/empty", "/people", "/people?add=1", "/people?edit=3", "/people?link=1", "/usage", "/account",
  "/search", "/search?q=tom", "/parts", "/nowhere", "/api/docs", "/problems",
];

/** Two halves of them, each for a test of its own; records after the list one comes from. */
export const HALVES = [PAGES.slice(0, PAGES.indexOf("/movies")), PAGES.slice(PAGES.indexOf("/movies"))];

/** Sees to it that all of them have something to show. */
export async function fill(page: Page, watch: Watch) {
  for (const path of ["/actors", "/actors/99", "/nowhere"]) watch.expects(404, path);
  await call(page, "delete_movie", { id: 9 });
  await call(page, "invite", { name: "Zoe", role: "casting_director" });
}

/** Goes to one of them; some are for everybody, and no bundle ever takes them over. */
export const look = (page: Page, path: string) => (/^\/(api|problems)/.test(path) ? page.goto(path) : open(page, path));
