// The main job, from signing in to signing out, as a casting director does it.

import { type Page } from "@playwright/test";
import { expect, heading, open, press, scripted, settled, signIn } from "./fixture";

export async function theStory(page: Page) {
  const nav = page.getByRole("navigation", { name: "Main" });
  const rows = page.getByRole("rowheader").getByRole("link");
  const ids = () => rows.evaluateAll((links) => links.map((link) => link.getAttribute("href")));

  // Signs in, and sees what there is.
  await open(page, "/");
  await signIn(page, "maya");
  await heading(page, "Home");
  await expect(page.getByRole("main")).toContainText("Maya Haddad");
  await expect(page.getByRole("link", { name: "12 actors", exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "17 movies", exact: true })).toBeVisible();
  await press(nav.getByRole("link", { name: "Actors" }));
  await heading(page, "Actors");
  await expect(page.getByText("12 actors", { exact: true })).toBeVisible();
  expect(await ids()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((id) => `/actors/${id}`));

  // Adds an actor.
  await press(page.getByRole("link", { name: "Add actor" }));
  await page.getByLabel("Name", { exact: true }).fill("Zoë Kravitz");
  await page.getByLabel("Age", { exact: true }).fill("36");
  await press(page.getByLabel("Female", { exact: true }));
  await press(page.getByRole("button", { name: "Add actor" }));
  await heading(page, "Zoë Kravitz");

  // Renames a movie.
  await press(nav.getByRole("link", { name: "Movies" }));
  await press(page.getByRole("link", { name: "inception" }));
  await heading(page, "inception");
  await press(page.getByRole("link", { name: "Edit" }));
  await page.getByLabel("Title").fill("Inception");
  await press(page.getByRole("button", { name: "Save movie" }));
  await heading(page, "Inception");

  // Casts the actor in it.
  await expect(page.getByText("Nobody is cast yet")).toBeVisible();
  await press(page.getByRole("link", { name: "Cast an actor" }));
  await page.getByLabel("Find an actor by name").fill("zoe");
  if (!scripted()) await press(page.getByRole("button", { name: "Find" }));
  await expect(page.getByRole("radio")).toHaveCount(1);
  await press(page.getByLabel("Zoë Kravitz, 36"));
  await page.getByLabel("Character").fill("Ariadne");
  await press(page.getByRole("button", { name: "Cast", exact: true }));
  const cast = page.getByRole("region", { name: "Cast" }).getByRole("listitem");
  await expect(cast).toHaveText([/Zoë Kravitz\s*as Ariadne/]);

  // May not delete the movie, and reads who may.
  const barred = page.getByRole("button", { name: "Delete" });
  await expect(barred).toBeDisabled();
  await expect(barred).toHaveAccessibleDescription("Only executive producers may delete movies.");

  // Deletes an actor, and takes that back.
  await press(nav.getByRole("link", { name: "Actors" }));
  await press(page.getByRole("link", { name: "aymen" }));
  await heading(page, "aymen");
  await press(page.getByRole("button", { name: "Delete" }));
  const notice = page.getByRole("status").filter({ hasText: "You deleted aymen." });
  await expect(notice).toBeVisible();
  await expect(page.getByText("12 actors")).toBeVisible();
  await expect(page.getByRole("rowheader", { name: "aymen" })).toHaveCount(0);
  await press(notice.getByRole("button", { name: "Undo" }));
  await expect(page.getByText("13 actors")).toBeVisible();
  await expect(notice).toHaveCount(0);
  await expect(page.getByRole("rowheader", { name: "aymen" })).toBeVisible();

  // Home tells all of it, the latest first.
  await press(nav.getByRole("link", { name: "Home" }));
  await heading(page, "Home");
  await expect(page.getByRole("link", { name: "13 actors", exact: true })).toBeVisible();
  await expect(page.getByRole("region", { name: "What changed last" }).getByRole("listitem")).toContainText([
    "Maya Haddad restored aymen",
    "Maya Haddad deleted aymen",
    "Maya Haddad cast Zoë Kravitz as Ariadne in Inception",
    "Maya Haddad renamed inception to Inception",
    "Maya Haddad added Zoë Kravitz",
  ]);

  // Signs out, and is out.
  await press(page.getByRole("button", { name: "Sign out" }));
  await heading(page, "Sign in");
  await settled(page);
  await open(page, "/actors/1");
  await heading(page, "Sign in");
}
