import type { Page, Route } from "@playwright/test";

import { latch } from "./latch";
import { ADMIN, ANA, expect, test } from "./story";

const waiting = (page: Page) => page.getByRole("region", { name: "Waiting to be sent" });

test("an answer that is to go out later waits, changes, and goes when it is due", async ({
  desk,
  phone,
  pass,
}) => {
  await pass("192h");
  const agent = await desk(ADMIN);
  const { page } = agent;
  const customer = await phone.meet("Selma Spaeter");
  await phone.write(customer, "Can you remind me this afternoon?");
  const thread = await agent.open("Selma Spaeter");
  await thread.reply.fill("This is your reminder.");
  await page.keyboard.press("Control+Shift+Enter");
  await page.getByRole("menuitem", { name: /^In 1 hour/ }).click();
  await expect(waiting(page)).toContainText("This is your reminder.");
  await expect(waiting(page)).toContainText(/Goes out (\w{3} )?\d\d:\d\d/); // with its day after eleven at night
  await expect(thread.reply).toHaveValue("");
  await expect(thread.said("This is your reminder.")).toHaveCount(0);

  await waiting(page).getByRole("button", { name: "Change text or time" }).click();
  const dialog = page.getByRole("dialog", { name: "Change text or time" });
  await dialog.getByRole("textbox", { name: "Text" }).fill("This is the reminder you asked for.");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(waiting(page)).toContainText("This is the reminder you asked for.");
  await waiting(page).getByRole("button", { name: "Take it back" }).click();
  await expect(waiting(page)).toContainText("It was taken back.");
  await waiting(page).getByRole("button", { name: "Undo" }).click();
  await expect(waiting(page)).toContainText("This is the reminder you asked for.");

  await pass("61m");
  await expect(thread.said("This is the reminder you asked for.")).toContainText(/Sent|Delivered|Read/);
  await expect(waiting(page)).toHaveCount(0);
  expect(await phone.answers(customer)).toEqual(["This is the reminder you asked for."]);
});

test("what is written while an answer is being put away stays, and what could not be put away comes back", async ({
  desk,
  phone,
}) => {
  const agent = await desk(ADMIN);
  const { page } = agent;
  const customer = await phone.meet("Ola Oncemore");
  await phone.write(customer, "Remind me of two things.");
  const thread = await agent.open("Ola Oncemore");
  const inAnHour = async () => {
    await page.keyboard.press("Control+Shift+Enter");
    await page.getByRole("menuitem", { name: /^In 1 hour/ }).click();
  };
  const slow = async (then: (route: Route) => Promise<void>) => {
    await page.route("**/scheduled", async (route) => {
      if (route.request().method() !== "POST") return route.continue();
      await new Promise((over) => setTimeout(over, 1500));
      await then(route);
    });
  };
  // Keys that come before the menu does are not lost on what lies below.
  const later = thread.region.getByRole("button", { name: /^Send later/ });
  const menu = latch();
  await page.route(/LaterMenu/, async (route) => {
    await menu.opened;
    await route.continue();
  });
  await thread.reply.fill("The first thing.");
  await page.keyboard.press("Control+Shift+Enter");
  await page.keyboard.press("Enter");
  await expect(later).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("Escape");
  await expect(later).toHaveAttribute("aria-expanded", "false");
  menu.open();
  await expect(thread.reply).toBeFocused();
  await expect(thread.reply).toHaveValue("The first thing.");
  await expect(thread.said("The first thing.")).toHaveCount(0);

  await slow((route) => route.continue());
  await inAnHour();
  await expect(thread.reply).toHaveValue("");
  await page.keyboard.type("The second thing.");
  await inAnHour();
  await page.keyboard.type("Something else.");
  await expect(waiting(page)).toContainText("The first thing.");
  await expect(waiting(page)).toContainText("The second thing.");
  await expect(thread.reply).toHaveValue("Something else.");

  await page.unroute("**/scheduled");
  await slow((route) => route.abort());
  await inAnHour();
  await page.keyboard.type("And one more.");
  await expect(agent.notice("It does not wait to be sent")).toBeVisible();
  await expect(thread.reply).toHaveValue("Something else.\nAnd one more.");
});

test("what one colleague schedules, changes and takes back the others see at once", async ({
  desk,
  phone,
}) => {
  const ada = await desk(ADMIN);
  const ana = await desk(ANA);
  const customer = await phone.meet("Zweierlei Blick");
  await phone.write(customer, "Tell me tomorrow.");
  const thread = await ada.open("Zweierlei Blick");
  await ana.open("Zweierlei Blick");
  await expect(thread.region.getByText(/Ana Sousa/).first()).toBeVisible();
  await thread.reply.fill("It is ready.");
  await thread.region.getByRole("button", { name: "Send later" }).click();
  await ada.page.getByRole("menuitem", { name: /^In 1 hour/ }).click();
  await expect(waiting(ana.page)).toContainText("It is ready.", { timeout: 10_000 });
  await waiting(ana.page).getByRole("button", { name: "Change text or time" }).click();
  const dialog = ana.page.getByRole("dialog", { name: "Change text or time" });
  await dialog.getByRole("textbox", { name: "Text" }).fill("It is ready, come by.");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(waiting(ada.page)).toContainText("It is ready, come by.", { timeout: 10_000 });
  await waiting(ada.page).getByRole("button", { name: "Take it back" }).click();
  await expect(waiting(ana.page)).toHaveCount(0, { timeout: 10_000 });
});

test("one that waits can go at once, and goes once", async ({ desk, phone }) => {
  const agent = await desk(ADMIN);
  const { page } = agent;
  const customer = await phone.meet("Jetta Sofort");
  await phone.write(customer, "Whenever you have time.");
  const thread = await agent.open("Jetta Sofort");
  await thread.reply.fill("I have time now.");
  await thread.region.getByRole("button", { name: "Send later" }).click();
  await page.getByRole("menuitem", { name: /^In 1 hour/ }).click();
  await waiting(page).getByRole("button", { name: "Send now" }).click();
  await expect(thread.said("I have time now.")).toContainText(/Sent|Delivered|Read/);
  await expect(waiting(page)).toHaveCount(0);
  expect(await phone.answers(customer)).toEqual(["I have time now."]);
});

test("what is due after the window has closed says so beforehand, and is refused with its reason", async ({
  desk,
  phone,
  pass,
}) => {
  await pass("192h");
  const agent = await desk(ADMIN);
  const { page } = agent;
  const customer = await phone.meet("Zita Zuspaet");
  await phone.write(customer, "Write to me on the weekend.");
  const thread = await agent.open("Zita Zuspaet");
  await thread.reply.fill("It is the weekend.");
  await thread.region.getByRole("button", { name: "Send later" }).click();
  await page.getByRole("menuitem", { name: "Pick date and time…" }).click();
  const dialog = page.getByRole("dialog", { name: "Send later" });
  const field = dialog.getByLabel("Date and time");
  await expect(dialog).toContainText("Europe/Berlin");
  await field.fill("2020-01-01T09:00");
  await expect(dialog.getByText("Choose a time from one minute to 90 days ahead.")).toBeVisible();
  const soon = (await field.getAttribute("min")) ?? "";
  await field.fill(later(soon, 25));
  await expect(
    dialog.getByText(/^The window closes .*, before this goes out\. Unless Zita Zuspaet writes/),
  ).toBeVisible();
  await dialog.getByRole("button", { name: "Send then" }).click();
  await expect(waiting(page)).toContainText("The window will be closed by then");

  await pass("25h5m");
  await expect(thread.said("It is the weekend.")).toContainText("Not delivered");
  await expect(thread.said("It is the weekend.")).toContainText("The window for free messages has closed.");
  await expect(waiting(page)).toHaveCount(0);
  expect(await phone.answers(customer)).toEqual([]);
});

/** A time of a field for dates and times, so many hours later. */
function later(field: string, hours: number): string {
  return new Date(Date.parse(`${field}Z`) + hours * 3_600_000).toISOString().slice(0, 16);
}
