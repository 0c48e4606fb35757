// Accounts: how people come in, what others do to their account, and what they do to it themselves.

import { type Page } from "@playwright/test";
import { PASSWORDS, expect, heading, open, press, scripted, settled, signInWith, test } from "./fixture";

const NEW_PASSWORD = "three-words-in-a-row";

const rail = (page: Page) => page.getByRole("navigation", { name: "Main" });
const notice = (page: Page, words: string) => page.getByRole("status").filter({ hasText: words });
const save = (page: Page) => press(page.getByRole("button", { name: "Save", exact: true }));

/** The sheet of an account, which its row opens. */
async function openAccount(page: Page, name: string) {
  await open(page, "/people");
  await press(page.getByRole("rowheader").getByRole("link", { name }));
  await expect(page.getByRole("heading", { level: 2, name })).toBeVisible();
}

/** The link that the open sheet shows. */
const shownLink = (page: Page) => page.getByLabel("Link", { exact: true }).inputValue();

/** Fills in what a link to join asks for, and sends it. */
async function join(page: Page, login: string, name: string | undefined, password: string) {
  await page.getByLabel("Sign-in name").fill(login);
  if (name !== undefined) await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Password").fill(password);
  await press(page.getByRole("button", { name: "Make account and sign in" }));
}

test("somebody is invited, joins, and does what the role allows", async ({ signedInAs, page, address, watch }) => {
  const omar = await signedInAs("omar");
  await press(rail(omar).getByRole("link", { name: "People" }));
  await heading(omar, "People");
  await expect(omar.getByText("3 accounts")).toBeVisible();
  await press(omar.getByRole("link", { name: "Invite somebody" }));
  await omar.getByLabel("Name", { exact: true }).fill("Lena Fox");
  await press(omar.getByRole("radio", { name: "Casting director" }));
  await press(omar.getByRole("button", { name: "Make a link" }));
  await expect(omar.getByRole("heading", { name: "Lena Fox, casting director" })).toBeVisible();
  const link = await shownLink(omar);
  expect(link).toMatch(new RegExp(`^${address}/join\\?link=\\S+$`));

  await open(page, link);
  await heading(page, "Make your account");
  await expect(page.getByText("You will be a casting director, who may see actors")).toBeVisible();
  await expect(page.getByLabel("Your name")).toHaveValue("Lena Fox");
  await join(page, "lena", undefined, NEW_PASSWORD);
  await heading(page, "Home");
  await settled(page);
  await expect(page.getByRole("link", { name: "Lena Fox" })).toBeVisible();
  await expect(rail(page).getByRole("link", { name: "People" })).toHaveCount(0);
  await press(rail(page).getByRole("link", { name: "Actors" }));
  await press(page.getByRole("link", { name: "Add actor" }));
  await page.getByLabel("Name", { exact: true }).fill("Anna Karina");
  await page.getByLabel("Age", { exact: true }).fill("21");
  await press(page.getByLabel("Female", { exact: true }));
  await press(page.getByRole("button", { name: "Add actor" }));
  await heading(page, "Anna Karina");
  await open(page, "/movies/5");
  await expect(page.getByRole("button", { name: "Delete" })).toBeDisabled();

  // It has worked once, and is no longer offered.
  await open(omar, "/people");
  await expect(omar.getByText("4 accounts")).toBeVisible();
  await expect(omar.getByRole("rowheader", { name: "Lena Fox" })).toBeVisible();
  await expect(omar.getByRole("region", { name: "Links not used yet" })).toHaveCount(0);
  watch.expects(404, "/join");
  await gone(page, link);
});

/** Opens a link that leads nowhere any more. */
async function gone(page: Page, link: string) {
  expect((await open(page, link)).status()).toBe(404);
  await heading(page, "This link is no longer good");
  await expect(page.getByRole("main")).toContainText("Ask an executive producer of your agency for a new one.");
}

test("a link is shown again, copied, and withdrawn", async ({ signedInAs, page, watch }) => {
  const omar = await signedInAs("omar");
  await open(omar, "/people?add=1");
  await press(omar.getByRole("button", { name: "Make a link" }));
  const link = await shownLink(omar);
  await press(omar.getByRole("link", { name: "Close" }));

  const links = omar.getByRole("region", { name: "Links not used yet" });
  await expect(links.getByRole("listitem")).toContainText(["Made by Omar Reyes, good until"]);
  await press(links.getByRole("link", { name: "Casting assistant" }));
  expect(await shownLink(omar)).toBe(link);
  const copy = omar.getByRole("button", { name: "Copy" });
  if (scripted()) {
    await omar.context().grantPermissions(["clipboard-read"]);
    await press(copy);
    await expect(omar.getByText("Copied.")).toBeVisible();
    expect(await omar.evaluate(() => navigator.clipboard.readText())).toBe(link);
  } else {
    await expect(copy).toHaveCount(0);
  }
  if (scripted()) await omar.keyboard.press("Escape");
  else await press(omar.getByRole("link", { name: "Close" }));
  await expect(omar.getByRole("heading", { name: "Casting assistant" })).toHaveCount(0);

  await press(links.getByRole("button", { name: "Withdraw the link: Casting assistant" }));
  await expect(links).toHaveCount(0);
  watch.expects(404, "/join");
  await gone(page, link);
});

test("what is wrong with a new account is said beside the field, and the password is not kept", async ({ signedInAs, page, watch }) => {
  const omar = await signedInAs("omar");
  await open(omar, "/people?add=1");
  await press(omar.getByRole("button", { name: "Make a link" }));
  const link = await shownLink(omar);
  watch.expects(400, "/join");
  watch.expects(409, "/join");
  watch.expects(422, "/join");

  await open(page, link);
  const [login, name, password] = ["Sign-in name", "Your name", "Password"].map((label) => page.getByLabel(label));
  await join(page, "lena fox", "", "too$hrt");
  await expect(page.getByRole("alert")).toContainText("There is a problem");
  await expect(page.getByRole("alert").getByRole("listitem")).toHaveCount(3);
  for (const field of [login, name, password]) await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(login).toHaveValue("lena fox");
  await expect(password).toHaveValue("");
  expect(await page.content()).not.toContain("too$hrt");
  await expect(page.getByRole("alert")).toBeFocused();
  await press(page.getByRole("alert").getByRole("link").last());
  await expect(password).toBeFocused();

  await join(page, "maya", "Lena Fox", NEW_PASSWORD);
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(name).toHaveValue("Lena Fox");
  expect(await page.content()).not.toContain(NEW_PASSWORD);
  await join(page, "lena", undefined, NEW_PASSWORD);
  await heading(page, "Home");
});

test("a forgotten password: by a link, a new one", async ({ signedInAs, page, watch }) => {
  const omar = await signedInAs("omar");
  const ada = await signedInAs("ada");
  await openAccount(omar, "Ada");
  await press(omar.getByRole("button", { name: "Make a password link" }));
  await expect(omar.getByRole("heading", { name: /^New password for Ada/ })).toBeVisible();
  const link = await shownLink(omar);

  await open(page, link);
  await heading(page, "Choose a new password");
  await expect(page.getByText("You sign in as ada.")).toBeVisible();
  await page.getByLabel("Password").fill(NEW_PASSWORD);
  await press(page.getByRole("button", { name: "Save password and sign in" }));
  await heading(page, "Home");
  await settled(page);

  // The old one is worth nothing, and neither is where it was used.
  watch.expects(401, "/sign-in");
  await open(ada, "/actors");
  await heading(ada, "Sign in");
  await ada.getByLabel("Sign-in name").fill("ada");
  await ada.getByLabel("Password").fill(PASSWORDS.ada);
  await press(ada.getByRole("button", { name: "Sign in" }));
  await expect(ada.getByRole("alert")).toContainText("The name or the password is not right.");
  await signInWith(ada, "ada", NEW_PASSWORD);
});

test("another role shows at the next page", async ({ signedInAs }) => {
  const [omar, ada] = [await signedInAs("omar"), await signedInAs("ada")];
  await open(ada, "/actors");
  await expect(ada.getByRole("button", { name: "Add actor" })).toBeDisabled();
  await openAccount(omar, "Ada");
  await press(omar.getByRole("radio", { name: "Casting director" }));
  await save(omar);
  await expect(omar.getByRole("row").filter({ hasText: "Ada" })).toContainText("Casting director");
  await open(ada, "/actors");
  await expect(ada.getByRole("link", { name: "Add actor" })).toBeVisible();
});

test("disabling ends the other's browser at once, and enabling lets them in again", async ({ signedInAs, watch }) => {
  const [omar, ada] = [await signedInAs("omar"), await signedInAs("ada")];
  await open(ada, "/");
  await openAccount(omar, "Ada");
  await press(omar.getByRole("button", { name: "Disable" }));
  const row = omar.getByRole("row").filter({ hasText: "Ada" });
  await expect(row).toContainText("Disabled");

  watch.expects(401, "/call/actors");
  await press(rail(ada).getByRole("link", { name: "Actors" }));
  if (scripted()) {
    await heading(ada, "You are signed out");
    await press(ada.getByRole("main").getByRole("link", { name: "Sign in" }));
  }
  await heading(ada, "Sign in");
  watch.expects(401, "/sign-in");
  await ada.getByLabel("Sign-in name").fill("ada");
  await ada.getByLabel("Password").fill(PASSWORDS.ada);
  await press(ada.getByRole("button", { name: "Sign in" }));
  await expect(ada.getByRole("alert")).toContainText("The name or the password is not right.");

  await press(row.getByRole("link"));
  await press(omar.getByRole("button", { name: "Enable" }));
  await expect(row).not.toContainText("Disabled");
  await signInWith(ada, "ada", PASSWORDS.ada);
});

test("somebody is signed out everywhere, and may sign in again", async ({ signedInAs }) => {
  const [omar, maya] = [await signedInAs("omar"), await signedInAs("maya")];
  await openAccount(omar, "Maya Haddad");
  await press(omar.getByRole("button", { name: "Sign out everywhere" }));
  await expect(notice(omar, "Maya Haddad is signed out everywhere.")).toBeVisible();
  await open(maya, "/actors");
  await heading(maya, "Sign in");
  await signInWith(maya, "maya", PASSWORDS.maya);
});

test("the last executive producer stays one", async ({ signedInAs, watch }) => {
  const omar = await signedInAs("omar");
  watch.expects(409, "/call/disable_person");
  watch.expects(409, "/call/change_person");
  await openAccount(omar, "Omar Reyes");
  await expect(omar.getByText("This is you")).toBeVisible();
  await press(omar.getByRole("button", { name: "Disable" }));
  const refusal = omar.getByRole("alert").filter({ hasText: "executive producer" });
  await expect(refusal).toBeFocused();
  await expect(refusal).toBeInViewport({ ratio: 0.9 });
  await openAccount(omar, "Omar Reyes");
  await press(omar.getByRole("radio", { name: "Casting assistant" }));
  await save(omar);
  await expect(omar.getByRole("alert").filter({ hasText: "There is a problem" })).toContainText("executive producer");
  await open(omar, "/people");
  await expect(omar.getByRole("row").filter({ hasText: "Omar Reyes" })).toContainText("Executive producer");
});

test("who gives up the own role sees it on the page that answers", async ({ signedInAs, watch }) => {
  const omar = await signedInAs("omar");
  await openAccount(omar, "Maya Haddad");
  await press(omar.getByRole("radio", { name: "Executive producer" }));
  await save(omar);
  await expect(omar.getByRole("row").filter({ hasText: "Maya Haddad" })).toContainText("Executive producer");
  watch.expects(403, "/people");
  await openAccount(omar, "Omar Reyes");
  await press(omar.getByRole("radio", { name: "Casting assistant" }));
  await save(omar);
  await expect(omar.getByText("Only executive producers may manage people.")).toBeVisible();
  await expect(rail(omar).getByRole("link", { name: "People" })).toHaveCount(0);
});

test("who may not manage people is told who may", async ({ signedInAs, watch }) => {
  const maya = await signedInAs("maya");
  watch.expects(403, "/people");
  await expect(rail(maya).getByRole("link", { name: "People" })).toHaveCount(0);
  expect((await open(maya, "/people?add=1")).status()).toBe(403);
  await expect(maya.getByText("Only executive producers may manage people.")).toBeVisible();
  await expect(maya.getByRole("textbox")).toHaveCount(0);
});

test("one's own password is changed, and one's other devices are signed out", async ({ signedInAs, watch }) => {
  const [maya, other] = [await signedInAs("maya"), await signedInAs("maya")];
  watch.expects(400, "/call/change_password");
  await press(maya.getByRole("link", { name: "Maya Haddad" }));
  await heading(maya, "Maya Haddad");
  const [current, password] = [maya.getByLabel("Current password"), maya.getByLabel("New password")];
  const change = () => press(maya.getByRole("button", { name: "Change password" }));
  await current.fill("not-her-password");
  await password.fill(NEW_PASSWORD);
  await change();
  await expect(current).toHaveAttribute("aria-invalid", "true");
  await expect(password).not.toHaveAttribute("aria-invalid", "true");
  for (const secret of ["not-her-password", NEW_PASSWORD]) expect(await maya.content()).not.toContain(secret);

  await current.fill(PASSWORDS.maya);
  await password.fill(NEW_PASSWORD);
  await change();
  await expect(notice(maya, "Your password is changed.")).toBeVisible();
  for (const field of [current, password]) await expect(field).toHaveValue("");
  await open(other, "/");
  await heading(other, "Sign in");
  await signInWith(other, "maya", NEW_PASSWORD);
  await open(maya, "/actors");
  await heading(maya, "Actors");
});

test("one's own sessions are seen, and the others ended", async ({ signedInAs }) => {
  const [maya, other] = [await signedInAs("maya"), await signedInAs("maya")];
  await open(maya, "/account");
  const sessions = maya.getByRole("region", { name: "Where you are signed in" }).getByRole("listitem");
  await expect(sessions).toHaveCount(2);
  await expect(sessions.first()).toContainText("This one");
  await press(sessions.nth(1).getByRole("button", { name: /^Sign out / }));
  await expect(sessions).toHaveCount(1);
  await open(other, "/actors");
  await heading(other, "Sign in");
  await open(maya, "/actors");
  await heading(maya, "Actors");
});

test.describe("on a server that nobody has an account on", () => {
  test.use({ empty: true });

  test("the link on its console makes the first executive producer", async ({ page, server }) => {
    await open(page, "/");
    await heading(page, "Sign in");
    await expect(page.getByText("Nobody has an account here yet.")).toBeVisible();
    await expect(page.getByRole("textbox")).toHaveCount(0);

    const link = /http:\S+\/join\?link=\S+/;
    await expect.poll(server.log).toMatch(link);
    await open(page, link.exec(server.log())![0]);
    await heading(page, "Make the first account");
    await join(page, "omar", "Omar Reyes", NEW_PASSWORD);
    await heading(page, "Home");
    await settled(page);
    await press(rail(page).getByRole("link", { name: "People" }));
    await expect(page.getByText("1 account", { exact: true })).toBeVisible();
  });
});
