// The page to try queries on: answered in place with script, by the form without it.

import { type Page } from "@playwright/test";
import { expect, heading, press, test } from "./fixture";

const query = (page: Page) => page.getByRole("textbox", { name: "Query" });
const variables = (page: Page) => page.getByRole("textbox", { name: "Variables" });
const answer = (page: Page) => page.getByRole("region", { name: "Answer" });
const run = (page: Page) => press(page.getByRole("button", { name: "Run the query" }));

async function visit(page: Page) {
  await page.goto("/graphql");
  await heading(page, "GraphQL");
}

test("a query is tried, and what is refused is said", async ({ signedInAs }) => {
  const maya = await signedInAs("maya");
  await visit(maya);
  await run(maya);
  await expect(answer(maya)).toContainText('"totalCount": 17');
  await query(maya).fill("query ($id: ID!) { actor(id: $id) { name } }");
  await variables(maya).fill('{ "id": 4 }');
  await run(maya);
  await expect(answer(maya)).toContainText('"name": "scarlett johansson"');
  await query(maya).fill("mutation { deleteMovie(id: 4) { id } }");
  await variables(maya).fill("");
  await run(maya);
  await expect(answer(maya)).toContainText('"required_permission": "delete:movies"');
  await expect(query(maya)).toHaveValue("mutation { deleteMovie(id: 4) { id } }");
  await variables(maya).fill("{");
  await run(maya);
  await expect(maya.getByText("no object in JSON").first()).toBeVisible();
});

test("one begins with an example, and finds the words in the schema", async ({ signedInAs }) => {
  const ada = await signedInAs("ada");
  await visit(ada);
  await press(ada.getByRole("link", { name: "Find actors" }));
  await expect(query(ada)).toHaveValue(/ActorFilter/);
  await run(ada);
  await expect(answer(ada)).toContainText('"endCursor"');
  await press(ada.getByRole("navigation", { name: "On this page" }).getByRole("link", { name: "ActorFilter" }));
  await expect(ada.getByRole("heading", { name: "ActorFilter" })).toBeInViewport();
});

test("with script the keyboard runs it, and what was asked comes back", async ({ signedInAs }) => {
  const ada = await signedInAs("ada");
  await visit(ada);
  await query(ada).fill("{ castings { totalCount } }");
  await query(ada).press("Control+Enter");
  await expect(answer(ada)).toContainText('"totalCount": 0');
  await expect(ada.getByRole("status").filter({ hasText: "Answered in" })).toBeVisible();
  await query(ada).fill("{ actors { totalCount } }");
  await query(ada).press("Control+Enter");
  await expect(answer(ada)).toContainText('"totalCount": 12');
  await ada.reload();
  await press(ada.getByRole("button", { name: "{ castings { totalCount } }" }));
  await expect(query(ada)).toHaveValue("{ castings { totalCount } }");
  await expect(query(ada)).toBeFocused();
});
