import { latch } from "./latch";
import { ADMIN, expect, test } from "./story";

test("a template is written, refused while it lacks something, reviewed, changed and deleted", async ({
  desk,
  phone,
}) => {
  const { page } = await desk(ADMIN);
  await page.goto("/settings/templates");
  const card = (name: string) => page.getByRole("listitem").filter({ hasText: name });
  const dialog = page.getByRole("dialog");
  const box = (name: string) => dialog.getByRole("textbox", { name, exact: true });
  await expect(card("order_update").first()).toContainText("Approved");

  await page.getByRole("button", { name: "New template" }).click();
  await dialog.getByRole("button", { name: "Send to review" }).click();
  await expect(dialog.getByText("Use small letters, digits and underscores.")).toBeVisible();
  await box("Name").fill("Ready to collect!");
  await expect(box("Name")).toHaveValue("ready_to_collect_");
  await box("Name").fill("ready_to_collect");
  await box("Text").fill("{{1}}, your wheel is ready.");
  await expect(dialog.getByText("It can't begin or end with a place to fill.")).toBeVisible();
  await box("Text").fill("Hello {{1}}, your wheel is ready.");
  await expect(dialog.getByText("The reviewers need an example.")).toBeVisible();
  await box("{{1}} in the text").fill("Lena");
  await expect(dialog.getByRole("complementary")).toContainText("Hello Lena, your wheel is ready.");
  await dialog.getByRole("button", { name: "Send to review" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(card("ready_to_collect")).toContainText("In review");

  await phone.happens("template_approved", { template: await phone.template("ready_to_collect") });
  await expect(card("ready_to_collect")).toContainText("Approved");
  await phone.happens("template_paused", { template: await phone.template("ready_to_collect") });
  await page.getByRole("button", { name: "Load from WhatsApp" }).click();
  await expect(card("ready_to_collect")).toContainText("Paused");

  await card("ready_to_collect").getByRole("button", { name: "Edit ready_to_collect" }).click();
  await expect(box("Name")).toBeDisabled();
  await box("Text").fill("Hello {{1}}, your bike is ready.");
  await dialog.getByRole("button", { name: "Send to review" }).click();
  await expect(card("ready_to_collect")).toContainText("your bike is ready");
  await expect(card("ready_to_collect")).toContainText("In review");

  await card("ready_to_collect").getByRole("button", { name: "Delete ready_to_collect" }).click();
  await dialog.getByRole("button", { name: "Delete template" }).click();
  await expect(card("ready_to_collect")).toContainText("Deleted");
  await expect(card("ready_to_collect").getByRole("button")).toHaveCount(0);
});

test("a snippet is kept, found, changed and deleted", async ({ desk }) => {
  const { page } = await desk(ADMIN);
  await page.goto("/settings/snippets");
  const card = (name: string) => page.getByRole("listitem").filter({ hasText: name });
  const dialog = page.getByRole("dialog");
  const box = (name: string) => dialog.getByRole("textbox", { name });

  await page.getByRole("button", { name: "New snippet" }).click();
  await box("Title").fill("Inner tubes");
  await box("Shortcut").fill("hours");
  await box("Text").fill("We have every size, {{first_name|friend}}.");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Another snippet has this shortcut.");
  await box("Shortcut").fill("tubes");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(card("Inner tubes")).toContainText("/tubes");

  await page.getByRole("textbox", { name: "Search snippets" }).fill("every size");
  await expect(page.getByRole("listitem")).toHaveCount(1);
  await card("Inner tubes").getByRole("button", { name: "Edit Inner tubes" }).click();
  await box("Title").fill("Tubes and tyres");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(card("Tubes and tyres")).toBeVisible();
  await card("Tubes and tyres").getByRole("button", { name: "Delete Tubes and tyres" }).click();
  await dialog.getByRole("button", { name: "Delete snippet" }).click();
  await expect(page.getByText("No snippet matches")).toBeVisible();
});

test("of two who change the same plan the second is told, and loses nothing", async ({ desk }) => {
  const one = await desk(ADMIN);
  const two = await one.again();
  for (const { page } of [one, two]) {
    await page.goto("/settings/windows");
    await expect(page.getByRole("group", { name: "Warning 1" })).toBeVisible();
  }
  const warnings = (page: typeof one.page) => page.getByRole("group", { name: /^Warning/ });
  const save = (page: typeof one.page) => page.getByRole("button", { name: "Save", exact: true }).click();
  const usual = await warnings(one.page).count();
  await one.page.getByRole("button", { name: "Add a warning" }).click();
  await save(one.page);
  await expect(one.page.getByText("Saved.")).toBeVisible();

  for (const n of [1, 2]) {
    await two.page.getByRole("button", { name: "Add a warning" }).click();
    await warnings(two.page)
      .nth(usual + n - 1)
      .getByRole("textbox")
      .first()
      .fill(String(40 + n));
  }
  await save(two.page);
  const said = two.page.getByRole("alert").filter({ hasText: "Ada Winter changed this while you did." });
  await expect(said).toBeVisible();
  await expect(warnings(two.page)).toHaveCount(usual + 2);
  await said.getByRole("button", { name: "Save mine instead" }).click();
  await expect(two.page.getByText("Saved.")).toBeVisible();
  await expect(said).toHaveCount(0);

  await save(one.page);
  await one.page.getByRole("button", { name: "Show theirs" }).click();
  await expect(warnings(one.page)).toHaveCount(usual + 2);
  await one.page.getByRole("button", { name: "Back to the usual" }).click();
  await save(one.page);
  await expect(one.page.getByText("Saved.")).toBeVisible();
});

test("what is changed while a plan is being saved stays, and is saved after it", async ({ desk }) => {
  const { page } = await desk(ADMIN);
  await page.goto("/settings/windows");
  const amount = page
    .getByRole("group", { name: "Warning 1" })
    .getByRole("textbox", { name: "How long before" });
  const save = page.getByRole("button", { name: "Save", exact: true });
  const answer = latch();
  await page.route("**/api/v1/plan", async (route) => {
    if (route.request().method() === "PUT") await answer.opened;
    return route.continue();
  });
  await amount.fill("3");
  await save.click();
  await expect(save).toBeDisabled();
  await amount.fill("4");
  answer.open();
  await expect(save).toBeEnabled();
  await expect(amount).toHaveValue("4");
  await expect(amount).toBeFocused();
  await expect(page.getByText("Saved.")).toHaveCount(0);
  await save.click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await page.reload();
  await expect(amount).toHaveValue("4");
  await page.getByRole("button", { name: "Back to the usual" }).click();
  await save.click();
  await expect(page.getByText("Saved.")).toBeVisible();
});
