import { defineConfig } from "@playwright/test";

import { browser } from "./e2e/browser";
import { machine } from "./e2e/machine";

// The stories run on whole machines of their own: two that behave, and one that misbehaves as clouds do.
// Within a machine they take turns, because some of them move its clock.
const plain = await machine("plain");
const chaos = await machine("chaos", "-chaos");
const looks = await machine("looks");

/** Screens are looked at on a machine of their own, beside the stories. */
const screens = ["looks.story.ts", "kindlooks.story.ts", "templatelooks.story.ts", "desklooks.story.ts"];

export default defineConfig({
  testDir: "e2e",
  testMatch: "*.story.ts",
  outputDir: "../build/e2e/results",
  reporter: [["list"], ["./e2e/summary.ts"]],
  forbidOnly: true,
  retries: 0,
  workers: 2,
  // Patience costs nothing where all is well, and a busy machine is no reason to fail.
  timeout: 120_000,
  use: browser,
  webServer: [plain.server, chaos.server, looks.server],
  projects: [
    {
      name: "plain",
      workers: 1,
      use: { baseURL: plain.url },
      expect: { timeout: 20_000 },
      testIgnore: screens,
    },
    {
      name: "looks",
      workers: 1,
      use: { baseURL: looks.url },
      expect: { timeout: 20_000 },
      testMatch: screens,
    },
    {
      name: "chaos",
      workers: 1,
      use: { baseURL: chaos.url },
      expect: { timeout: 30_000 },
      timeout: 150_000,
      testMatch: ["road.story.ts", "templates.story.ts"],
    },
  ],
});
