// The trash: what was deleted comes back, one or many, or goes for good.

import { type Page } from "@playwright/test";
import { call, expect, heading, open, press, test } from "./fixture";

const rail = (page: Page) => page.getByRole("navigation", { name: "Main" });
const notice = (page: Page, words: string) => page.getByRole("status").filter({ hasText: words });
const tick = (page: Page, name: string) => page.getByRole("checkbox", { name });
const restoreTicked = (page: Page) => press(page.getByRole("button", { name: "Restore what is ticked" }));

test("what was deleted is restored, by itself and together", async ({ signedInAs }) => {
  const maya = await signedInAs("maya");
  for (const id of [2, 4, 5]) await call(maya, "delete_actor", { id });
  await press(rail(maya).getByRole("link", { name: "Trash" }));
  await heading(maya, "Trash");
  await expect(maya.getByText("3 records", { exact: true })).toBeVisible();
  await press(maya.getByRole("button", { name: "Restore tom hanks, 65" }));
  await expect(notice(maya, "1 record is restored.")).toBeVisible();
  await press(tick(maya, "scarlett johansson"));
  await press(tick(maya, "chris evans"));
  await restoreTicked(maya);
  await expect(notice(maya, "2 records are restored.")).toBeVisible();
  await expect(maya.getByText("Nothing is in the trash.")).toBeVisible();
  await open(maya, "/actors");
  await expect(maya.getByText("12 actors")).toBeVisible();
});

test("what cannot be restored is said beside its line, and the others are", async ({ signedInAs, watch }) => {
  watch.expects(400, "/call/restore");
  const maya = await signedInAs("maya");
  for (const id of [4, 5]) await call(maya, "delete_actor", { id });
  await call(maya, "add_actor", { name: "Chris Evans", age: 40, gender: "male" });
  await open(maya, "/trash");
  await press(tick(maya, "chris evans"));
  await press(tick(maya, "scarlett johansson"));
  await restoreTicked(maya);
  await expect(maya.getByRole("alert")).toContainText("There is another chris evans, 40, by now.");
  await expect(notice(maya, "1 record is restored.")).toBeVisible();
  await expect(tick(maya, "chris evans")).toBeChecked();
  await expect(tick(maya, "chris evans")).toHaveAccessibleDescription(/There is another chris evans/);
  await expect(tick(maya, "scarlett johansson")).toHaveCount(0);
});

test("an executive producer empties the trash, and is asked before", async ({ signedInAs, watch }) => {
  watch.expects(404, "/call/restore");
  const maya = await signedInAs("maya");
  await call(maya, "delete_actor", { id: 2 });
  await open(maya, "/trash");
  await expect(maya.getByText("Only executive producers may empty the trash.")).toBeVisible();

  const omar = await signedInAs("omar");
  await open(omar, "/trash");
  await press(omar.getByRole("link", { name: "Empty the trash" }));
  await heading(omar, "Empty the trash");
  await press(omar.getByRole("link", { name: "Keep them" }));
  await expect(omar.getByText("tom hanks")).toBeVisible();
  await press(omar.getByRole("link", { name: "Empty the trash" }));
  await expect(omar.getByText("1 record will be removed for good.")).toBeVisible();
  // What comes in while the page asks was not meant.
  await call(maya, "delete_actor", { id: 4 });
  await press(omar.getByRole("button", { name: "Remove them for good" }));
  await expect(notice(omar, "1 record is removed for good.")).toBeVisible();
  await expect(omar.getByText("scarlett johansson")).toBeVisible();
  await expect(omar.getByText("tom hanks")).toHaveCount(0);

  await press(maya.getByRole("button", { name: "Restore tom hanks, 65" }));
  await expect(maya.getByRole("alert")).toContainText("This is no longer there.");
});
