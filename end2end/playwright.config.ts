// How the browser suite runs: the same pages hydrated, without script, and under a finger on a tablet.

import { defineConfig } from "@playwright/test";
import { args, executablePath } from "./chromium.mjs";

export default defineConfig({
  fullyParallel: true, // every test has a server and a database of its own
  workers: 2,
  retries: 0, // a test that fails now and then is a bug
  forbidOnly: true,
  reporter: "list", // its last line counts: "42 passed (1.5m)"
  // Only there so that nothing hangs; a loaded machine with two cores stays far below.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  snapshotPathTemplate: "snapshots/{projectName}/{arg}{ext}",
  use: {
    browserName: "chromium",
    locale: "en-GB",
    actionTimeout: 15_000,
    viewport: { width: 1280, height: 800 },
    trace: { mode: "retain-on-failure", screenshots: false },
    launchOptions: { executablePath, args },
  },
  projects: [
    { name: "hydrated", testIgnore: /(tablet|issuers).spec.ts/, grepInvert: /without script/ },
    {
      name: "no-script",
      testMatch: /(story|forms|search|lists|long-lists|access|people|activity|trash|undo|graphql|usage|home|records|menu|tip|palette|theme|accessible|tree|export|import|language).spec.ts/,
      grepInvert: /with script/,
      use: { javaScriptEnabled: false },
    },
    { name: "programs", testMatch: "issuers.spec.ts" }, // without a browser
    { name: "tablet", testMatch: "tablet.spec.ts", use: { hasTouch: true } },
  ],
});
