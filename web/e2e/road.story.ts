import { PhonePage } from "./phonepage";
import { ADMIN, expect, test } from "./story";

test("a customer's message goes to the agent's screen, the answer back, and the window closes and opens again", async ({
  context,
  desk,
  pass,
}) => {
  const agent = await desk(ADMIN);
  const phone = new PhonePage(await context.newPage());

  // This channel closes what its window closes.
  await agent.page.getByRole("link", { name: "Settings" }).click();
  await agent.page.getByRole("button", { name: "Edit Transom Demo" }).click();
  await agent.page.getByRole("combobox", { name: "When a window closes" }).click();
  await agent.page.getByRole("option", { name: "Close the conversation" }).click();
  await agent.page.getByRole("button", { name: "Save" }).click();
  await expect(agent.page.getByRole("dialog")).toBeHidden();
  await agent.page.getByRole("link", { name: "Inbox" }).click();

  await phone.meet("Nora Lindgren");
  await phone.write("Do you have it in blue?");
  await expect(agent.row("Nora Lindgren")).toContainText("Do you have it in blue?");
  await expect(agent.row("Nora Lindgren").getByLabel("1 unread message")).toBeVisible();
  await phone.lookAway();

  // From here on by keyboard: the newest row, open it, take it, answer.
  const { keyboard } = agent.page;
  await keyboard.press("j");
  await expect(agent.row("Nora Lindgren")).toBeFocused();
  await keyboard.press("Enter");
  const thread = await agent.thread("Nora Lindgren");
  await expect(thread.said("Do you have it in blue?")).toBeVisible();
  await expect(agent.row("Nora Lindgren").getByLabel("1 unread message")).toBeHidden();
  await keyboard.press("m");
  await expect(thread.event("You took this")).toBeVisible();
  await keyboard.press("r");
  await expect(thread.reply).toBeFocused();
  await keyboard.type("Yes, in two shades.");
  await keyboard.press("Enter");
  await expect(thread.said("Yes, in two shades.")).toContainText("Delivered");

  await phone.lookAgain();
  await expect(phone.log.getByText("Yes, in two shades.")).toBeVisible();
  await expect(thread.said("Yes, in two shades.")).toContainText("Read");

  await pass("24h");
  await expect(thread.locked).toBeVisible();
  await expect(thread.region).toContainText("WhatsApp allows it for 24 hours after their last message");
  await expect(thread.reply).toBeHidden();
  await expect(thread.event("The window for free messages closed")).toBeVisible();
  await expect(thread.event("Closed, because the window closed")).toBeVisible();
  await expect(agent.row("Nora Lindgren")).toContainText("Closed");

  await thread.region.getByRole("button", { name: "Write a note instead" }).click();
  await expect(thread.note).toBeFocused();
  await keyboard.type("She asked for blue. Call on Monday.");
  await keyboard.press("Enter");
  await expect(thread.said("She asked for blue. Call on Monday.")).toContainText("Private note");

  await phone.write("Sorry, I was away!");
  await expect(thread.said("Sorry, I was away!")).toBeVisible();
  await expect(thread.event("Opened again by the customer's message")).toBeVisible();
  await expect(thread.locked).toBeHidden();
  await thread.answer("No problem, it is on hold for you.");
  await expect(phone.log.getByText("No problem, it is on hold for you.")).toBeVisible();
  await expect(thread.said("No problem, it is on hold for you.")).toContainText("Read");

  // Whatever was repeated, delayed or lost on the way: everything is there once, and the note never left.
  for (const text of [
    "Do you have it in blue?",
    "Yes, in two shades.",
    "Sorry, I was away!",
    "No problem, it is on hold for you.",
  ]) {
    await expect(thread.said(text)).toHaveCount(1);
    await expect(phone.log.getByText(text)).toHaveCount(1);
  }
  await expect(phone.log.getByText("Call on Monday")).toHaveCount(0);
});
