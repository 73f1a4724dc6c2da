import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";

const folder = new URL("../../build/e2e/pictures/", import.meta.url);

/** Takes a picture of the screen, to be looked at; nothing compares it. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await page.mouse.move(0, 0);
  await page.screenshot({ path: fileURLToPath(new URL(`${name}.png`, folder)) });
}
