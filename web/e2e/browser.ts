import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { PlaywrightTestConfig } from "@playwright/test";

/** Debian's Chromium, wherever it is installed; CHROMIUM names another one. */
function chromium(): string {
  const found = (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, "chromium"));
  const path = process.env["CHROMIUM"] ?? found.find((candidate) => existsSync(candidate));
  if (!path) throw new Error("Chromium is missing. On Debian: apt-get install chromium");
  return path;
}

/** How every page is shown: one language, one zone, no motion, nothing that talks to the world. */
export const browser: PlaywrightTestConfig["use"] = {
  browserName: "chromium",
  viewport: { width: 1440, height: 900 },
  locale: "en-GB",
  timezoneId: "Europe/Berlin",
  contextOptions: { reducedMotion: "reduce" },
  screenshot: "only-on-failure",
  trace: "retain-on-failure",
  launchOptions: {
    executablePath: chromium(),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--disable-quic",
    ],
  },
};
