import type { Locator, Page } from "@playwright/test";

import { PNG, file } from "./file";
import { sound } from "./sound";
import { ADMIN, expect, test } from "./story";

for (const colorScheme of ["light", "dark"] as const) {
  test(`every kind of message is usable by everyone, in ${colorScheme}`, async ({ desk, phone }) => {
    test.setTimeout(240_000);
    const agent = await desk(ADMIN, { colorScheme });
    const { page } = agent;
    for (const platform of ["messenger", "instagram"] as const) {
      const customer = await phone.meet(`Axel ${platform}`, platform);
      const first = await phone.write(customer, `All in ${colorScheme} on ${platform}`);
      const thread = await agent.openSaid(`All in ${colorScheme} on ${platform}`);
      await phone.send(customer, { type: "image", album: 3 });
      await phone.send(customer, { type: "share", kind: "post" });
      await phone.send(customer, { type: "quick_reply", text: "Yes, today", payload: "y" });
      await phone.send(customer, { type: "reaction", target: first, text: "❤" });
      if (platform === "instagram") await phone.send(customer, { type: "story_reply", text: "Lovely" });
      const last = await phone.write(customer, "Not for you");
      await phone.send(customer, { type: "unsend", target: last });
      await expect(thread.said("deleted this message.")).toBeVisible();
      await expect(thread.history.getByRole("img", { name: "Photo 3" })).toBeVisible();
      await expect(thread.history.getByRole("img", { name: /reacted ❤/ })).toBeVisible();
      await thread.said("Yes, today").focus();
      await sound(page, colorScheme, platform);
      if (platform === "instagram") continue;
      await thread.files.setInputFiles([
        file("plan.png", "image/png", PNG),
        file("offer.pdf", "application/pdf", "%PDF-1.4"),
      ]);
      await expect(thread.region.getByText("PDF and CSV files can be sent on WhatsApp only.")).toBeVisible();
      await thread.region.getByRole("button", { name: /^Emoji/ }).click();
      await expect(page.getByRole("dialog", { name: "Emoji" }).getByRole("textbox")).toBeFocused();
      await sound(page, colorScheme, "files to send, emoji");
      await page.keyboard.press("Escape");
    }

    await page.mouse.move(0, 0); // under the pointer the list would hold new rows back
    const shopper = await phone.meet(`Selma ${colorScheme}`);
    await phone.write(shopper, "What can I choose from?");
    await phone.send(shopper, { type: "order" });
    await phone.send(shopper, { type: "contacts" });
    await phone.send(shopper, { type: "interactive", kind: "flow" });
    await phone.send(shopper, { type: "unsupported" });
    const thread = await agent.open(shopper.name);
    await thread.history.getByText("What the platform sent").click();
    await sound(page, colorScheme, "cards");
    await thread.region.getByRole("button", { name: /^Buttons or a list/ }).click();
    await expect(page.getByRole("dialog", { name: "Buttons or a list" })).toBeVisible();
    await sound(page, colorScheme, "buttons or a list");
    await page.keyboard.press("Escape");

    const reader = await phone.meet(`Karla ${colorScheme}`, "messenger");
    await phone.comment(reader, `How much, in ${colorScheme}?`, { platform: "messenger" });
    await page.getByRole("tab", { name: /Comments/ }).click();
    await page.mouse.move(0, 0);
    const post = await agent.openSaid(`How much, in ${colorScheme}?`);
    await post.history.getByRole("button", { name: /^Reply privately/ }).click();
    await expect(post.region.getByText(/Only the author reads this/)).toBeVisible();
    await sound(page, colorScheme, "comments");
  });

  test(`the settings are usable by everyone, in ${colorScheme}`, async ({ desk, phone }) => {
    test.setTimeout(240_000);
    const { page } = await desk(ADMIN, { colorScheme });
    const stranger = await phone.meet(`Nobody ${colorScheme}`);
    const account = colorScheme === "light" ? "550055005500" : "550055005511";
    await phone.send(stranger, { to: account, type: "text", text: "Is anybody there?" });
    await phone.happens("template_approved");
    for (const place of ["channels", "events", "quarantine", "lab", "device"]) {
      await page.goto(`/settings/${place}`);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      if (place === "events") await opened(page, page.getByRole("button", { name: "Details" }).first());
      if (place === "quarantine") {
        await opened(page, page.getByRole("row").filter({ hasText: account }).getByRole("button"));
        await page.getByRole("button", { name: "See what it would do" }).click();
        await expect(page.getByText("not connected")).toBeVisible();
      }
      if (place === "lab") {
        await page.getByRole("textbox", { name: "Body of a webhook" }).fill('{"object":"page","entry":[]}');
        await page.getByRole("button", { name: "See what would happen" }).click();
        await expect(page.getByText("Nothing in it could be understood.")).toBeVisible();
      }
      await sound(page, colorScheme, `settings, ${place}`);
    }
    await page.goto("/settings/channels");
    for (const kind of ["", "WhatsApp", "Messenger", "Instagram", "Web chat"]) {
      await page.getByRole("button", { name: "Connect a channel" }).click();
      const dialog = page.getByRole("dialog");
      if (kind) {
        await dialog.getByRole("button", { name: kind }).click();
        await dialog.getByRole("button", { name: "Connect", exact: true }).click();
        await expect(dialog.getByText("Fill this in.").first()).toBeVisible();
      }
      await expect(dialog).toBeVisible();
      await sound(page, colorScheme, `connect, ${kind}`);
      await page.keyboard.press("Escape");
      await expect(dialog).toHaveCount(0);
    }
  });
}

/** Opens a line of a table that may not have come yet. */
async function opened(page: Page, button: Locator): Promise<void> {
  await expect(async () => {
    await page.reload();
    await expect(button).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await button.click();
  await expect(page.locator("pre").first()).toBeVisible();
}
