import { defineConfig } from "@playwright/test";

import { browser } from "./browser";
import { machine } from "./machine";

// The documentation's pictures, taken from the demo workspace: npm run shots.
const demo = await machine("shots");

export default defineConfig({
  testDir: ".",
  testMatch: "*.shot.ts",
  outputDir: "../../build/e2e/shots-results",
  reporter: [["list"]],
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: { ...browser, baseURL: demo.url },
  webServer: demo.server,
});
