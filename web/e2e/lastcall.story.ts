import { ADMIN, expect, test } from "./story";

test("a last call labels who still waits, as the workspace planned", async ({ desk, phone, pass }) => {
  await pass("192h");
  const admin = await desk(ADMIN);
  const { page } = admin;
  await page.goto("/settings/windows");
  await expect(page.getByRole("group", { name: "Warning 1" })).toContainText("before, to");
  await page.getByRole("combobox", { name: "What is done" }).click();
  await page.getByRole("option", { name: "Add a label" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("A label has 1 to 30 characters and no commas.")).toBeVisible();
  await page.getByRole("textbox", { name: "Label", exact: true }).fill("last chance");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();

  await page.goto("/inbox");
  await admin.live();
  const customer = await phone.meet("Letta Ruf");
  await phone.write(customer, "Hello? Is anybody there?");
  await expect(admin.row("Letta Ruf")).toBeVisible();
  await pass("23h5m");
  await expect(admin.row("Letta Ruf")).toContainText("last chance");
  const thread = await admin.open("Letta Ruf");
  await expect(thread.event("Label last chance added")).toBeVisible();
  await expect(thread.event("Last call before the window closes: a label was added")).toBeVisible();

  // Somebody takes it off, and puts another one on, by keys.
  await page.keyboard.press("l");
  await expect(page.getByRole("combobox", { name: "Find or make a label" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(admin.row("Letta Ruf")).not.toContainText("last chance");
  await page.keyboard.type("saved, by me");
  await expect(page.getByRole("alert").filter({ hasText: "A label has no commas" })).toBeVisible();
  await page.getByRole("combobox", { name: "Find or make a label" }).fill("saved by me");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(admin.row("Letta Ruf")).toContainText("saved by me");
  await expect(thread.event("You removed the label last chance")).toBeVisible();
  await expect(thread.event("You added the label saved by me")).toBeVisible();

  await page.goto("/settings/windows");
  await page.getByRole("button", { name: "Back to the usual" }).click();
  await expect(page.getByRole("combobox", { name: "What is done" })).toHaveValue("Nothing");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
});
