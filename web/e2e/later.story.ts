import type { Page } from "@playwright/test";

import { latch } from "./latch";
import { ADMIN, expect, test } from "./story";

const waiting = (page: Page) => page.getByRole("region", { name: "Waiting to be sent" });

test("whoever chooses no time goes on writing, and no key is a shortcut by that", async ({ desk, phone }) => {
  const agent = await desk(ADMIN);
  const { page } = agent;
  const { keyboard } = page;
  await phone.write(await phone.meet("Nora Nein"), "Perhaps later?");
  const thread = await agent.open("Nora Nein");
  await thread.reply.fill("Perhaps ");
  await keyboard.press("Control+Shift+Enter");
  await expect(page.getByRole("menuitem", { name: /^In 1 hour/ })).toBeFocused();
  await keyboard.press("Escape");
  await expect(page.getByRole("menu")).toHaveCount(0);
  await expect(thread.reply).toBeFocused();
  for (const leave of [
    () => keyboard.press("Escape"),
    () => page.getByRole("dialog").getByRole("button", { name: "Cancel" }).press("Enter"),
  ]) {
    await keyboard.press("Control+Shift+Enter");
    await page.getByRole("menuitem", { name: "Pick date and time…" }).press("Enter");
    await expect(page.getByRole("dialog").getByLabel("Date and time")).toBeFocused();
    await leave();
    await expect(thread.reply).toBeFocused();
  }
  await keyboard.type("see");
  await expect(thread.reply).toHaveValue("Perhaps see");

  await keyboard.press("Control+Shift+Enter");
  await page.getByRole("menuitem", { name: /^In 1 hour/ }).press("Enter");
  await waiting(page).getByRole("button", { name: "Take it back" }).press("Enter");
  await expect(waiting(page)).toContainText("It was taken back.");
  await expect(thread.reply).toBeFocused();

  await thread.reply.fill("Your user name is {{username}}.");
  await keyboard.press("Enter");
  await thread.region.getByRole("button", { name: "Send as it is" }).press("Enter");
  await expect(thread.said("Your user name is")).toBeVisible();
  await expect(thread.reply).toBeFocused();
});

test("the menu of times goes with the conversation, and does not come back by itself", async ({
  desk,
  phone,
  pass,
}) => {
  const agent = await desk(ADMIN);
  const { page } = agent;
  const names = ["Gerda Geht", "Bodo Bleibt"] as const;
  for (const name of names) await phone.write(await phone.meet(name), `This is ${name}.`);
  const first = await agent.open(names[0]);
  await expect(first.reply).toBeEnabled();
  const second = await agent.open(names[1]);
  await second.reply.fill("Later, then.");
  const [menu, times] = [page.getByRole("menu"), page.getByRole("menuitem", { name: /^In 1 hour/ })];
  await page.keyboard.press("Control+Shift+Enter");
  await expect(times).toBeFocused();
  await page.goBack();
  await expect(first.reply).toBeVisible();
  await expect(menu).toHaveCount(0);
  await first.reply.fill("Later as well.");
  await expect(menu).toHaveCount(0);

  // The window closes under the menu: it goes, and no key becomes a shortcut by that.
  await page.keyboard.press("Control+Shift+Enter");
  await expect(times).toBeFocused();
  await pass("25h");
  await expect(first.locked).toBeVisible();
  await expect(menu).toHaveCount(0);
  await expect(first.region.getByRole("region", { name: "Write" })).toBeFocused();
});

test("what was taken back can be brought back until it is, though the line is bad", async ({
  desk,
  phone,
}) => {
  const agent = await desk(ADMIN);
  const { page } = agent;
  await phone.write(await phone.meet("Udo Undo"), "Remind me.");
  const thread = await agent.open("Udo Undo");
  await thread.reply.fill("Only here.");
  await page.keyboard.press("Control+Shift+Enter");
  await page.getByRole("menuitem", { name: /^In 1 hour/ }).press("Enter");
  await waiting(page).getByRole("button", { name: "Take it back" }).click();
  const undo = waiting(page).getByRole("button", { name: "Undo" });
  const answer = latch();
  await page.route("**/scheduled", async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    await answer.opened;
    return route.abort();
  });
  await page.clock.install();
  await undo.click();
  await expect(undo).toBeDisabled();
  await page.clock.runFor(9_000);
  await expect(undo).toBeVisible();
  answer.open();
  await expect(agent.notice("It does not wait to be sent")).toBeVisible();
  await expect(undo).toBeEnabled();
  await page.clock.runFor(9_000);
  await page.unroute("**/scheduled");
  await undo.press("Enter");
  await expect(waiting(page)).toContainText("Only here.");
  await expect(undo).toHaveCount(0);
  await expect(thread.reply).toBeFocused();
});
