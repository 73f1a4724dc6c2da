import type { Page } from "@playwright/test";

import type { Desk } from "./desk";
import { sound } from "./sound";
import { ADMIN, expect, test } from "./story";

for (const colorScheme of ["light", "dark"] as const) {
  test(`every screen is usable by everyone, in ${colorScheme}`, async ({ page: door, desk, phone, pass }) => {
    test.setTimeout(240_000);
    await door.emulateMedia({ colorScheme });
    await door.goto("/");
    await expect(door.getByRole("heading", { name: "Sign in to Transom" })).toBeVisible();
    await sound(door, colorScheme, "sign-in");

    const agent = await desk(ADMIN, { colorScheme });
    const { page } = agent;
    const name = colorScheme === "light" ? "Lara Whitfield" : "Dorian Nightingale";
    const customer = await phone.meet(name);
    for (const type of ["image", "audio", "document", "location"]) await phone.send(customer, { type });
    await phone.write(customer, "That is all I have.");
    await expect(agent.row(name).getByLabel("5 unread messages")).toBeVisible();
    await sound(page, colorScheme, "list");

    const thread = await agent.open(name);
    await thread.take();
    await thread.answer("Thank you, I will look at it.");
    await page.keyboard.press("Escape");
    await page.keyboard.press("n");
    await page.keyboard.type("Has sent everything.");
    await page.keyboard.press("Enter");
    await expect(thread.said("Has sent everything.")).toContainText("Private note");
    await expect(thread.history.getByRole("img", { name: "Photo" })).toBeVisible();
    await sound(page, colorScheme, "thread");

    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keyboard" })).toBeVisible();
    await sound(page, colorScheme, "sheet of keys");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await expect(page.getByPlaceholder("What do you want to do?")).toBeFocused();
    await sound(page, colorScheme, "palette");
    await page.keyboard.press("Escape");

    await pass("24h");
    await expect(thread.locked).toBeVisible();
    await sound(page, colorScheme, "closed window");

    await page.setViewportSize({ width: 390, height: 780 });
    await expect(thread.locked).toBeVisible();
    await sound(page, colorScheme, "thread on a phone");
    await thread.region.getByRole("button", { name: "Back to the list" }).click();
    await expect(agent.row(name)).toBeVisible();
    await sound(page, colorScheme, "list on a phone");
  });
}

for (const [width, height] of [
  [390, 844],
  [768, 1024],
  [1180, 820],
  [1440, 900],
] as const) {
  test(`at ${width} pixels nothing hangs over, and everything needed can be reached`, async ({
    desk,
    phone,
  }) => {
    const agent: Desk = await desk(ADMIN, { viewport: { width, height } });
    const { page } = agent;
    const name = `Wilhelmina-Antoinette ${"o".repeat(width / 30)}`;
    const customer = await phone.meet(name);
    await phone.write(customer, `A word without an end: ${"Donaudampfschifffahrt".repeat(12)}`);
    await phone.send(customer, { type: "image" });
    await expect(agent.row(name)).toBeVisible();
    await fits(page);
    await expect(agent.list.getByRole("button", { name: "Filter and sort" })).toBeInViewport();

    const thread = await agent.open(name);
    await expect(thread.history.getByRole("img", { name: "Photo" })).toBeVisible();
    await fits(page);
    for (const button of [thread.takes, thread.region.getByRole("button", { name: "Close", exact: true })]) {
      await expect(button).toBeInViewport({ ratio: 1 });
    }
    await thread.reply.fill("Thank you.");
    const send = thread.region.getByRole("button", { name: "Send", exact: true });
    await expect(send).toBeInViewport({ ratio: 1 });
    await send.click();
    await expect(thread.said("Thank you.")).toContainText("Delivered");

    const contact = page.getByRole("complementary", { name: `About ${name}` });
    if (width < 640) await thread.region.getByRole("button", { name }).click();
    else if (width < 1180) await thread.region.getByRole("button", { name: "Show contact" }).click();
    await expect(contact).toContainText("Phone");
    await fits(page);

    await page.goto("/settings/channels");
    await expect(page.getByRole("button", { name: "Connect a channel" })).toBeInViewport({ ratio: 1 });
    await fits(page);
  });
}

/** Nothing makes the page, or any panel of it, scroll sideways. */
async function fits(page: Page): Promise<void> {
  const over = await page.evaluate(() =>
    [...document.querySelectorAll("*")]
      .filter((el) => {
        const { overflowX } = getComputedStyle(el);
        const scrolls = overflowX === "auto" || overflowX === "scroll" || el === document.scrollingElement;
        return scrolls && el.scrollWidth > el.clientWidth;
      })
      .map((el) => `${el.tagName} ${el.className}: ${el.scrollWidth} in ${el.clientWidth}`),
  );
  expect(over).toEqual([]);
}
