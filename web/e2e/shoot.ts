import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Locator, Page } from "@playwright/test";

import { expect } from "./story";

/** The most a picture may weigh, in bytes. */
const HEAVY = 400_000;

/** Takes a picture of the documentation, of the screen or a part of it, without the pointer. */
export async function shoot(what: Page | Locator, name: string): Promise<void> {
  const page = "page" in what ? what.page() : what;
  await page.mouse.move(0, 0);
  const path = fileURLToPath(new URL(`../../docs/images/${name}.png`, import.meta.url));
  await what.screenshot({ path });
  expect(statSync(path).size).toBeLessThan(HEAVY);
}
