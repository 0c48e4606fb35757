// Home: what needs whoever looks, figures that lead to what they count, and all of it again when something changes.

import { type Page } from "@playwright/test";
import { call, expect, heading, open, press, test } from "./fixture";

const needs = (page: Page) => page.getByRole("region", { name: "What needs you" });

test("each line leads to what it counts", async ({ signedInAs }) => {
  const maya = await signedInAs("maya");
  await expect(needs(maya).getByRole("link")).toHaveText([/17\s*movies nobody is cast in/, /12\s*actors are cast in nothing/]);
  await press(needs(maya).getByRole("link", { name: "12 actors are cast in nothing" }));
  await heading(maya, "Actors");
  await expect(maya.getByText("12 actors match")).toBeVisible();
  // The list says why it is narrow, and how it is all of it again.
  await press(maya.getByRole("link", { name: "Without a part, remove" }));
  await expect(maya.getByText("12 actors", { exact: true })).toBeVisible();

  const ada = await signedInAs("ada");
  await expect(needs(ada)).toContainText("Nothing, just now.");
  await expect(ada.getByRole("link", { name: "Add actor" })).toHaveCount(0);
});

test("bars are figures that lead on", async ({ signedInAs }) => {
  const ada = await signedInAs("ada");
  const ages = ada.getByRole("table", { name: "Actors by age" });
  await expect(ages.getByRole("row")).toHaveCount(8);
  await expect(ages.getByRole("row", { name: "60–69" })).toHaveText(/^1\s*60–69\s*2$/);
  await expect(ada.getByRole("table", { name: "Changes by day" }).getByRole("columnheader")).toHaveCount(14);
  await expect(ada.getByText(/^Nothing comes out from \w{3} \d{4} to \w{3} \d{4}\.$/)).toBeVisible();
  await press(ages.getByRole("link", { name: "2 actors, male, 60–69" }));
  await heading(ada, "Actors");
  await expect(ada.getByText("2 actors match")).toBeVisible();
  for (const words of ["Age from 60, remove", "Age to 69, remove", "Male, remove"]) {
    await expect(ada.getByRole("link", { name: words })).toBeVisible();
  }
});

test("what somebody adds is added from here", async ({ signedInAs }) => {
  const maya = await signedInAs("maya");
  await press(maya.getByRole("link", { name: "Add actor" }));
  await maya.getByLabel("Name", { exact: true }).fill("Anna Karina");
  await maya.getByLabel("Age", { exact: true }).fill("79");
  await press(maya.getByLabel("Female", { exact: true }));
  await press(maya.getByRole("button", { name: "Add actor" }));
  await heading(maya, "Anna Karina");
  await open(maya, "/");
  await expect(maya.getByRole("link", { name: "13 actors", exact: true })).toBeVisible();
  await expect(maya.getByRole("link", { name: "1 actor, female, 70 +" })).toBeVisible();
});

test("what changes elsewhere is told at once, with script, and only that glows", async ({ signedInAs }) => {
  const [ada, maya] = [await signedInAs("ada"), await signedInAs("maya")];
  await expect(ada.locator("html")).toHaveAttribute("data-live", "live");
  const figure = ada.getByRole("link", { name: "12 actors", exact: true });
  await figure.focus();
  await expect(await call(maya, "change_actor", { id: 2, version: 1, name: "tom hanks", age: 30, gender: "male" })).toBeOK();
  await expect(ada.getByText("age from 65 to 30")).toBeVisible();
  await expect(ada.getByRole("link", { name: "1 actor, male, 30–39" })).toBeVisible();
  await expect(figure).toBeFocused();
  await expect(ada.locator("li[data-new]")).toHaveText([/age from 65 to 30/]);
});

test("home fits a narrow screen", async ({ signedInAs }) => {
  const omar = await signedInAs("omar");
  await omar.setViewportSize({ width: 320, height: 640 });
  await open(omar, "/");
  const overflow = await omar.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow).toBe(0);
});
