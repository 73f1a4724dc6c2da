import type { Page } from "@playwright/test";

import type { Desk, Thread } from "./desk";
import { sound } from "./sound";
import { ADMIN, expect, test } from "./story";

type Scheme = "light" | "dark";

for (const colorScheme of ["light", "dark"] as const) {
  test(`what closes, waits and is kept is usable by everyone, in ${colorScheme}`, async ({
    desk,
    phone,
    pass,
  }) => {
    test.setTimeout(240_000);
    await pass("192h");
    const agent = await desk(ADMIN, { colorScheme });
    const { page } = agent;
    const [first, second] =
      colorScheme === "light" ? ["Hella Helligkeit", "Lumen Tag"] : ["Dunja Dunkel", "Nox Nacht"];
    await phone.write(await phone.meet(first), "Is there still time?");
    await expect(agent.row(first)).toBeVisible();
    await pass("2h");
    await phone.write(await phone.meet(second), "I have a bit more of it.");
    await expect(agent.row(second)).toBeVisible();
    await pass("20h30m");
    await page.reload();

    await page.getByRole("link", { name: /^Closing soon/ }).click();
    await expect(agent.row(first)).toContainText(/left/);
    await expect(agent.row(second)).toContainText(/left/);
    const thread = await agent.open(first);
    await label(page, thread);
    await sound(page, colorScheme, "label menu");
    await page.keyboard.press("Escape");
    await agent.open(second); // a notice is about what one does not look at
    await pass("35m");
    await expect(page.getByRole("region", { name: "Windows that close soon" })).toBeVisible();
    await sound(page, colorScheme, "closing soon, labels and a warning");
    await page.getByRole("button", { name: "Dismiss" }).click();
    await agent.open(first);

    await compose(page, thread, colorScheme);
    await page.setViewportSize({ width: 390, height: 780 });
    await sound(page, colorScheme, "waiting messages on a phone");
    await fits(page);
    await thread.region.getByRole("button", { name: "Back to the list" }).click();
    await expect(agent.row(first)).toBeVisible();
    await sound(page, colorScheme, "closing soon on a phone");
    await fits(page);
    await settings(agent, colorScheme);
  });
}

async function label(page: Page, thread: Thread): Promise<void> {
  await page.keyboard.press("l");
  for (const name of ["vip", "a label as long as can be, no?".slice(0, 23)]) {
    await page.getByRole("combobox", { name: "Find or make a label" }).fill(name);
    await page.keyboard.press("Enter");
  }
  await expect(thread.region.getByRole("button", { name: /^Labels: .*vip/ })).toBeVisible();
}

async function compose(page: Page, thread: Thread, scheme: Scheme): Promise<void> {
  await thread.reply.fill(`Hello, this is kept for ${scheme} days.`);
  await thread.region.getByRole("button", { name: "Save as snippet" }).click();
  await expect(page.getByRole("dialog", { name: "Save as snippet" })).toBeVisible();
  await sound(page, scheme, "saving a snippet");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await thread.reply.fill("Hello {{username}}, ");
  await thread.reply.press("Enter");
  await thread.reply.press("End");
  await thread.reply.pressSequentially("/");
  await expect(page.getByRole("listbox", { name: "Snippets" })).toBeVisible();
  await expect(thread.region.getByRole("alert")).toBeVisible();
  await sound(page, scheme, "snippets over a field without a value");
  await page.keyboard.press("Escape");

  await thread.reply.fill("This goes out later.");
  await page.keyboard.press("Control+Shift+Enter");
  await expect(page.getByRole("menuitem", { name: /^In 1 hour/ })).toBeVisible();
  await sound(page, scheme, "sending later");
  await page.getByRole("menuitem", { name: "Pick date and time…" }).click();
  await expect(page.getByRole("dialog", { name: "Send later" })).toBeVisible();
  await sound(page, scheme, "picking a time");
  await page.getByRole("button", { name: "Send then" }).click();
  await expect(page.getByRole("region", { name: "Waiting to be sent" })).toContainText(
    "This goes out later.",
  );
  await sound(page, scheme, "waiting messages");
}

async function settings({ page }: Desk, scheme: Scheme): Promise<void> {
  await page.goto("/settings/windows");
  await expect(page.getByRole("group", { name: "Warning 1" })).toBeVisible();
  await sound(page, scheme, "plan on a phone");
  await fits(page);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole("combobox", { name: "What is done" }).click();
  await page.getByRole("option", { name: "Send a template (WhatsApp)" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Choose a template.")).toBeVisible();
  await sound(page, scheme, "plan with something missing");
  await page.getByRole("combobox", { name: "Template", exact: true }).click();
  await page.getByRole("option", { name: /tracking/ }).click();
  await expect(page.getByRole("textbox", { name: "End of the link “Track”" })).toHaveValue("");
  await expect(page.getByText("Fill every place of the template.")).toBeVisible();
  await sound(page, scheme, "plan with a template to fill");
  await page.goto("/settings/device");
  await expect(page.getByRole("switch", { name: /^Sound when a window closes soon/ })).toBeVisible();
  await sound(page, scheme, "this device");
}

/** Nothing makes the page scroll sideways. */
async function fits(page: Page): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(over).toBeLessThanOrEqual(0);
}
