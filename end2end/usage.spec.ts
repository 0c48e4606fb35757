// Who uses how much: looked through by those who may, with script and without.

import { expect, heading, open, press, test } from "./fixture";

test("an executive producer sees who uses how much", async ({ signedInAs, request }) => {
  const { access_token: token } = await (await request.post("/api/token", { data: { username: "importer" } })).json();
  const headers = { authorization: `Bearer ${token}` };
  for (const title of ["a", "b", "c"]) await expect(await request.get(`/api/search?title=${title}`, { headers })).toBeOK();

  const omar = await signedInAs("omar");
  await press(omar.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Usage" }));
  await heading(omar, "Usage");
  const days = omar.getByRole("region", { name: "By day" });
  await expect(days.getByRole("img", { name: /^importer \(open token\): 3 requests in 30 days; the most, 3, on/ })).toBeVisible();
  const clients = omar.getByRole("region", { name: "By client" });
  await expect(clients.getByRole("row", { name: /^importer \(open token\) Token Catalogue API 3 0 0/ })).toBeVisible();
  await expect(omar.getByRole("region", { name: "Limits" }).getByRole("row", { name: /catalogue 1,200 a minute/ }).first()).toBeVisible();

  await press(clients.getByRole("link", { name: "importer (open token)" }));
  await expect(omar.getByText("3 requests in 30 days", { exact: true })).toBeVisible();
  await expect(omar.getByRole("region", { name: "By token" }).getByRole("row")).toHaveCount(2);
  await press(omar.getByRole("link", { name: "7 days" }));
  await press(omar.getByRole("link", { name: "Catalogue API" }));
  await expect(omar.getByRole("link", { name: "7 days" })).toHaveAttribute("aria-current", "true");
  await press(omar.getByText("Day by day, in figures"));
  await expect(omar.getByRole("region", { name: "Day by day" }).getByRole("row")).toHaveCount(8);
  await press(omar.getByRole("link", { name: "GraphQL" }));
  await expect(omar.getByText("Nothing was counted of this.")).toBeVisible();
  await press(omar.getByRole("link", { name: /^Take the filter away/ }));
  await expect(omar).toHaveURL("/usage?days=7&door=graphql");
});

test("nobody else finds the way there", async ({ signedInAs, watch }) => {
  watch.expects(403, "/usage");
  const maya = await signedInAs("maya");
  await expect(maya.getByRole("link", { name: "Usage" })).toHaveCount(0);
  expect((await open(maya, "/usage")).status()).toBe(403);
  await expect(maya.getByText("Only executive producers may see who uses how much.")).toBeVisible();
});

test("usage fits a narrow screen", async ({ signedInAs }) => {
  const omar = await signedInAs("omar");
  await omar.setViewportSize({ width: 320, height: 640 });
  await open(omar, "/usage");
  await press(omar.getByText("Day by day, in figures"));
  const overflow = await omar.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow).toBe(0);
});
