// What only the bundle can do, or spoil.

import { expect, heading, open, press, settled, test } from "./fixture";

test("a form that was sent before the bundle arrived comes back whole", async ({ signedInAs, watch }) => {
  const page = await signedInAs("maya");
  watch.expects(400, "/call/add_actor");
  const browser = await page.context().newCDPSession(page);
  await browser.send("Emulation.setScriptExecutionDisabled", { value: true });
  await page.goto("/actors?add=1");
  await page.getByLabel("Name", { exact: true }).fill("Anna Karina");
  await browser.send("Emulation.setScriptExecutionDisabled", { value: false });
  await press(page.getByRole("button", { name: "Add actor" }));
  await settled(page);

  // The server's answer, taken over by the bundle: at the page's own address, so that a reload posts nothing.
  await expect(page).toHaveURL("/actors?add=1");
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Anna Karina");
  await expect(page.getByLabel("Age", { exact: true })).toHaveAccessibleDescription(/Age is needed/);
  await expect(page.getByRole("alert").filter({ hasText: "There is a problem" })).toBeFocused();
  const methods: string[] = [];
  page.on("request", (request) => request.isNavigationRequest() && !request.serviceWorker() && methods.push(request.method()));
  await page.reload();
  await settled(page);
  expect(methods).toEqual(["GET"]);
  await expect(page.getByRole("button", { name: "Add actor" })).toBeVisible();
});

test("the back key goes back through what was done, and nothing complains", async ({ signedInAs }) => {
  const page = await signedInAs("maya");
  await open(page, "/actors/2");
  await press(page.getByRole("link", { name: "Edit" }));
  await expect(page.getByLabel("Age", { exact: true })).toHaveValue("65");
  await page.goBack();
  await expect(page.getByLabel("Age", { exact: true })).toHaveCount(0);

  await press(page.getByRole("button", { name: "Delete" }));
  await heading(page, "Actors");
  await press(page.getByRole("status").getByRole("button", { name: "Undo" }));
  await expect(page.getByRole("rowheader", { name: "tom hanks" })).toBeVisible();
  await page.goBack();
  await heading(page, "tom hanks");
});

test("what is sent while the network is away is kept, and sent again", async ({ signedInAs, watch }) => {
  const page = await signedInAs("maya");
  await open(page, "/movies/5?edit=1");
  await page.getByLabel("Genre").fill("Heist");
  watch.offline = true;
  await page.context().setOffline(true);
  await press(page.getByRole("button", { name: "Save movie" }));
  await expect(page.getByRole("alert")).toContainText("The agency cannot be reached just now.");
  await expect(page.getByLabel("Genre")).toHaveValue("Heist");

  await page.context().setOffline(false);
  watch.offline = false;
  await press(page.getByRole("button", { name: "Save movie" }));
  await expect(page.getByLabel("Genre")).toHaveCount(0);
  await expect(page.getByText("Heist", { exact: true })).toBeVisible();
});
