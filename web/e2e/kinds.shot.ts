import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";

import { ADMIN, expect, test } from "./story";

/** The most a picture may weigh, in bytes. */
const HEAVY = 400_000;

test("kinds of message on WhatsApp", async ({ desk, phone }) => {
  const agent = await desk(ADMIN, { colorScheme: "light" });
  const customer = await phone.meet("Nora Lindqvist");
  await phone.write(customer, "Where do I find you?");
  const thread = await agent.open(customer.name);
  for (const type of ["location", "order", "audio"]) await phone.send(customer, { type });
  await phone.send(customer, { type: "interactive", kind: "list_reply", text: "Express", payload: "e" });
  await expect(thread.said("Express")).toContainText("Chose from a list");
  await expect(thread.history.getByRole("button", { name: "Play" })).toBeVisible();
  await shoot(agent.page, "kinds-whatsapp");
});

for (const platform of ["messenger", "instagram"] as const) {
  test(`kinds of message on ${platform}`, async ({ desk, phone }) => {
    const agent = await desk(ADMIN, { colorScheme: "light" });
    const customer = await phone.meet("Mika Sand", platform);
    const hello = `Do you have these, ${platform}?`;
    await phone.write(customer, hello);
    const thread = await agent.openSaid(hello);
    await phone.send(customer, { type: "image", album: 3 });
    await expect(thread.history.getByRole("img", { name: "Photo 3" })).not.toHaveJSProperty(
      "naturalWidth",
      0,
    );
    const last = platform === "instagram" ? "story_reply" : "postback";
    await phone.send(customer, { type: last, text: "Lovely", payload: "GS" });
    await expect(thread.said("Lovely")).toBeVisible();
    await shoot(agent.page, `kinds-${platform}`);
  });
}

test("comments", async ({ desk, phone }) => {
  const agent = await desk(ADMIN, { colorScheme: "light" });
  const customer = await phone.meet("Tessa Bloom", "messenger");
  await phone.comment(customer, "How much is the blue one?", { platform: "messenger" });
  await agent.page.getByRole("tab", { name: /Comments/ }).click();
  const thread = await agent.openSaid("How much is the blue one?");
  await thread.composer.fill("It is 499 €, and in stock.");
  await thread.composer.press("Enter");
  await expect(thread.said("in stock")).toContainText(/Sent|Delivered/);
  await thread.history.getByRole("button", { name: /^Reply privately/ }).click();
  await agent.page.keyboard.type("I put one aside for you until Friday.");
  await shoot(agent.page, "kinds-comments");
});

async function shoot(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  const path = fileURLToPath(new URL(`../../docs/images/${name}.png`, import.meta.url));
  await page.screenshot({ path });
  expect(statSync(path).size).toBeLessThan(HEAVY);
}
