import type { Page } from "@playwright/test";

import { shoot } from "./shoot";
import { ADMIN, expect, test } from "./story";

const CUSTOMER = "Ben Carter";

test("the inbox in light, in dark and on a phone, and the customer's side of it", async ({
  context,
  desk,
}) => {
  const agent = await desk(ADMIN, { colorScheme: "light" });
  const { page } = agent;
  const thread = await agent.open(CUSTOMER);
  await thread.take();
  await thread.note.or(thread.reply).press("Escape");
  await page.keyboard.press("n");
  await page.keyboard.type("Seat clamp of the City 3, M6 × 20. We pack a spare one.");
  await page.keyboard.press("Enter");
  await expect(thread.said("We pack a spare one.")).toBeVisible();
  await thread.answer("Hello Ben, that is the spare bolt of the seat clamp. Keep it, nothing is missing.");

  const phone = await context.newPage();
  await phone.emulateMedia({ colorScheme: "light" });
  await phone.goto("/sandbox/");
  await phone.getByRole("button", { name: CUSTOMER }).click();
  const message = phone.getByRole("textbox", { name: "Message" });
  await message.fill("Thank you, that was quick!");
  await message.press("Enter");
  await expect(thread.said("nothing is missing")).toContainText("Read");
  await expect(thread.said("that was quick")).toBeVisible();

  await settled(page);
  await shoot(page, "inbox");
  await page.emulateMedia({ colorScheme: "dark" });
  await shoot(page, "inbox-dark");
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 390, height: 780 });
  await shoot(page, "phone-width");
  await settled(phone);
  await shoot(phone, "sandbox");
});

/** Waits until the picture of the conversation has come, and takes the pointer away. */
async function settled(page: Page): Promise<void> {
  const picture = page.getByRole("log").getByRole("img", { name: /Photo|screw/ });
  await expect(picture).not.toHaveJSProperty("naturalWidth", 0);
  await page.mouse.move(0, 0);
}
