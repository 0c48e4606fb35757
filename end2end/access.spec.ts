// Who gets in and who may do what, pages that are not there, and the policy every page carries.

import { PASSWORDS, call, expect, heading, open, press, settled, signIn, test } from "./fixture";

test("an assistant sees no way to change anything, and reads who may", async ({ signedInAs }) => {
  const page = await signedInAs("ada");
  const barred = async (path: string, label: string, reason: string) => {
    await open(page, path);
    const button = page.getByRole("button", { name: label, exact: true });
    await expect(button).toBeDisabled();
    await expect(button).toHaveAccessibleDescription(reason);
    await expect(page.getByRole("link", { name: label, exact: true })).toHaveCount(0);
  };
  const directors = "Only casting directors and executive producers may";
  await barred("/actors?add=1", "Add actor", `${directors} add actors.`);
  await barred("/actors/1?edit=1", "Edit", `${directors} change actors.`);
  await barred("/actors/1", "Delete", `${directors} delete actors.`);
  await barred("/actors/1?cast=1", "Cast in a movie", `${directors} cast actors in movies.`);
  await barred("/movies?add=1", "Add movie", "Only executive producers may add movies.");
  await barred("/movies/1?edit=1", "Edit", `${directors} change movies.`);
  await barred("/movies/1", "Delete", "Only executive producers may delete movies.");
  await barred("/movies/1?cast=1", "Cast an actor", `${directors} cast actors in movies.`);
  await expect(page.getByRole("textbox")).toHaveCount(0);
});

test("a director's own request to delete a movie is refused", async ({ signedInAs }) => {
  const page = await signedInAs("maya");
  const reply = await call(page, "delete_movie", { id: 5 });
  expect(reply.status()).toBe(403);
  await open(page, "/movies/5");
  await heading(page, "inception");
  await open(page, "/");
  await expect(page.getByRole("link", { name: "17 movies", exact: true })).toBeVisible();
  await expect(page.getByText("Maya Haddad deleted")).toHaveCount(0);
});

test("a producer deletes a movie and takes that back", async ({ signedInAs }) => {
  const page = await signedInAs("omar");
  await open(page, "/movies/5");
  await press(page.getByRole("button", { name: "Delete" }));
  await expect(page.getByText("16 movies")).toBeVisible();
  const notice = page.getByRole("status").filter({ hasText: "You deleted inception." });
  await press(notice.getByRole("button", { name: "Undo" }));
  await expect(page.getByText("17 movies")).toBeVisible();
});

test("a wrong password and an unknown name get the same words", async ({ page, watch }) => {
  watch.expects(401, "/sign-in");
  const wrong = "not-her-password";
  const said = [];
  for (const login of ["maya", "nobody"]) {
    await open(page, "/sign-in");
    await page.getByLabel("Sign-in name").fill(login);
    await page.getByLabel("Password").fill(wrong);
    const answer = page.waitForResponse((reply) => reply.request().method() === "POST");
    await press(page.getByRole("button", { name: "Sign in" }));
    const reply = await answer;
    await expect(page.getByRole("alert")).toBeVisible();
    await settled(page);
    said.push(`${reply.status()} ${await page.getByRole("main").innerText()}`);
    await expect(page.getByLabel("Sign-in name")).toHaveValue(login);
    await expect(page.getByLabel("Password")).toHaveValue("");
    await expect(page.getByLabel("Password")).toHaveAccessibleDescription(await page.getByRole("alert").innerText());
    expect(await reply.text()).not.toContain(wrong);
    expect(await page.content()).not.toContain(wrong);
  }
  expect(said[0]).toMatch(/^401 .*The name or the password is not right/s);
  expect(said[1]).toBe(said[0]);

  await page.getByLabel("Sign-in name").fill("maya");
  await page.getByLabel("Password").fill(PASSWORDS.maya);
  await press(page.getByRole("button", { name: "Sign in" }));
  await heading(page, "Home");
});

test("whoever is not signed in signs in first, and lands where they were going", async ({ page }) => {
  await open(page, "/actors?limit=10&page=2");
  await expect(page).toHaveURL("/sign-in?next=/actors%3Flimit%3D10%26page%3D2");
  await signIn(page, "ada");
  await expect(page).toHaveURL("/actors?limit=10&page=2");
  await expect(page.getByText("Page 2 of 2")).toBeVisible();
});

for (const next of ["//evil.example", "https://evil.example/", "/\\evil.example"]) {
  test(`nobody is sent on to ${next}`, async ({ page }) => {
    await open(page, `/sign-in?next=${encodeURIComponent(next)}`);
    await signIn(page, "ada");
    await expect(page).toHaveURL("/");
  });
}

for (const [path, words, way, to] of [
  ["/actors/999", "There is no such actor", "See all actors", "/actors"],
  ["/movies/five", "There is no such movie", "See all movies", "/movies"],
  ["/nowhere", "There is no such page", "Go home", "/"],
]) {
  test(`${path} is not there, and says so`, async ({ signedInAs, watch }) => {
    const page = await signedInAs("ada");
    watch.expects(404, path.split("?")[0]);
    expect((await open(page, path)).status()).toBe(404);
    await heading(page, words);
    await expect(page).toHaveTitle(`${words} · Casting Agency`);
    await press(page.getByRole("link", { name: way }));
    await expect(page).toHaveURL(to);
    await expect(page.getByRole("alert")).toHaveCount(0);
  });
}

for (const [path, list] of [["/actors?page=3", "Actors"], ["/movies?page=0", "Movies"]]) {
  test(`${path} is past the end of its list, and says so`, async ({ signedInAs, watch }) => {
    const page = await signedInAs("ada");
    watch.expects(404, path.split("?")[0]);
    expect((await open(page, path)).status()).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText([list]);
    await expect(page.getByRole("alert")).toContainText(`There is no such page of ${list.toLowerCase()}.`);
    await press(page.getByRole("link", { name: "Go to the first page" }));
    await expect(page).toHaveURL(path.split("?")[0]);
    await expect(page.getByRole("alert")).toHaveCount(0);
  });
}

test("every page carries a policy with a nonce of its own", async ({ page, watch }) => {
  watch.expects(404, "/nowhere");
  const nonces = new Set<string>();
  const check = async (path: string) => {
    const reply = await open(page, path);
    const policy = reply.headers()["content-security-policy"];
    const script = /script-src ([^;]+)/.exec(policy)![1];
    const nonce = /^'self' 'nonce-([^']{16,})' 'wasm-unsafe-eval'$/.exec(script)![1];
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toContain("unsafe-inline");
    const inline = page.locator("script:not([src])");
    expect(await inline.evaluateAll((scripts) => scripts.map((script) => (script as HTMLElement).nonce))).toEqual(
      Array(await inline.count()).fill(nonce),
    );
    nonces.add(nonce);
  };
  const paths = ["/", "/", "/actors", "/actors/1", "/actors?add=1", "/movies", "/movies/1", "/movies/1?edit=1", "/account", "/nowhere"];
  await check("/sign-in");
  await signIn(page, "maya");
  for (const path of paths) await check(path);
  expect(nonces.size).toBe(paths.length + 1);
});
