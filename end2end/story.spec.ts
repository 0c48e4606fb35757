// The main job, and the proof that the bundle does it where there is one.

import { call, expect, open, press, scripted, test } from "./fixture";
import { theStory } from "./story";

test("a casting director's morning", async ({ page }) => {
  await theStory(page);
});

test("the bundle takes over, and without it every step is a document", async ({ signedInAs }) => {
  const page = await signedInAs("maya");
  const [documents, calls]: string[][] = [[], []];
  page.on("request", (request) => {
    const { pathname, search } = new URL(request.url());
    const line = `${request.method()} ${pathname}${search}`;
    if (request.isNavigationRequest()) documents.push(line);
    // That somebody is there is said all the time, and what is typed is kept for other devices when typing pauses: what was kept is taken away, too.
    else if (request.method() === "POST" && !["/call/present", "/call/keep_draft", "/call/drop_draft"].includes(pathname)) calls.push(line);
  });
  await page.evaluate(() => ((globalThis as { mark?: string }).mark = "still the same document"));

  await press(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Actors" }));
  await press(page.getByRole("link", { name: "aymen" }));
  await press(page.getByRole("link", { name: "Edit" }));
  await page.getByLabel("Name", { exact: true }).fill("Aymen");
  await press(page.getByRole("button", { name: "Save actor" }));
  await expect(page.getByRole("heading", { name: "Aymen", exact: true, level: 1 })).toBeVisible();
  await expect(page).toHaveURL("/actors/1");

  const seen = { mark: await page.evaluate(() => (globalThis as { mark?: string }).mark), documents, calls };
  if (scripted()) {
    const calls = ["POST /call/change_actor"];
    expect(seen).toEqual({ mark: "still the same document", documents: [], calls });
  } else {
    const steps = ["GET /actors", "GET /actors/1", "GET /actors/1?edit=1", "POST /call/change_actor", "GET /actors/1"];
    expect(seen).toEqual({ mark: undefined, documents: steps, calls: [] });
  }
});

for (const [side, path, other] of [
  ["an actor's page", "/actors/2", "/movies/4"],
  ["a movie's page", "/movies/4", "/actors/2"],
]) {
  test(`who plays whom is taken back and put back on ${side}`, async ({ signedInAs }) => {
    const page = await signedInAs("maya");
    await expect(await call(page, "add_casting", { actor_id: 2, movie_id: 4, character: "The Narrator" })).toBeOK();
    const cast = page.getByRole("region", { name: side === "a movie's page" ? "Cast" : "Movies" });
    const line = cast.getByRole("listitem").filter({ hasText: "as The Narrator" });
    await open(page, path);
    await expect(line).toBeVisible();

    await press(line.getByRole("button", { name: "Take tom hanks out of fight club" }));
    const notice = page.getByRole("status").filter({ hasText: "You released tom hanks from The Narrator in fight club." });
    await expect(notice).toBeVisible();
    await expect(line).toHaveCount(0);
    await press(notice.getByRole("button", { name: "Undo" }));
    await expect(line).toBeVisible();
    await expect(notice).toHaveCount(0);

    // The other half of it knows.
    await open(page, other);
    await expect(page.getByText("as The Narrator", { exact: true })).toBeVisible();
  });
}
