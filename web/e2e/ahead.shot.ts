import { shoot } from "./shoot";
import { ADMIN, expect, test } from "./story";

test("what closes soon", async ({ desk }) => {
  const { page } = await desk(ADMIN, { colorScheme: "light" });
  await page.getByRole("link", { name: /^Closing soon/ }).click();
  await expect(page.locator('[data-level="urgent"]').first()).toBeVisible();
  await shoot(page, "closing-soon");
});

test("a template that is filled in", async ({ desk }) => {
  const agent = await desk(ADMIN, { colorScheme: "light" });
  await agent.page.getByRole("link", { name: /^Assigned/ }).click();
  const thread = await agent.open("Fatima Zahra");
  await thread.region.getByRole("button", { name: "Resume conversation" }).click();
  const panel = thread.region.getByRole("region", { name: "Send a template" });
  await expect(panel.getByRole("option").first()).toBeVisible();
  await shoot(agent.page, "templates");
  await panel.getByRole("option", { name: /appointment_reminder/ }).click();
  await panel.getByRole("textbox", { name: "day" }).fill("Monday");
  await shoot(agent.page, "template");
});

test("snippets, and what goes out later", async ({ desk, phone }) => {
  const agent = await desk(ADMIN, { colorScheme: "light" });
  const { page } = agent;
  const customer = await phone.meet("Runa Berg");
  await phone.write(customer, "When are you open tomorrow?");
  const thread = await agent.open(customer.name);
  await thread.reply.pressSequentially("/");
  await expect(page.getByRole("listbox", { name: "Snippets" })).toBeVisible();
  await shoot(page, "snippets");
  await page.keyboard.press("Escape");
  await thread.reply.fill("Good morning Runa, we are open from nine today.");
  await page.keyboard.press("Control+Shift+Enter");
  await page.getByRole("menuitem", { name: /^In 1 hour/ }).click();
  await expect(page.getByRole("region", { name: "Waiting to be sent" })).toContainText("open from nine");
  await shoot(page, "scheduled");
});

test("the plan of warnings", async ({ desk }) => {
  const { page } = await desk(ADMIN, { colorScheme: "light" });
  await page.goto("/settings/windows");
  await expect(page.getByRole("group", { name: "Warning 1" })).toBeVisible();
  await page.getByRole("combobox", { name: "What is done" }).click();
  await page.getByRole("option", { name: "Send a template (WhatsApp)" }).click();
  await page.getByRole("combobox", { name: "Template" }).click();
  await page.getByRole("option", { name: /appointment_reminder/ }).click();
  await page.getByRole("heading", { name: "Windows", exact: true }).scrollIntoViewIfNeeded();
  await shoot(page, "windows-settings");
});
