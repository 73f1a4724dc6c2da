import { file } from "./file";
import { ADMIN, expect, test } from "./story";

test("an answer becomes a snippet in two clicks, and / finds it for the next customer", async ({
  desk,
  phone,
}) => {
  const agent = await desk(ADMIN);
  const { page } = agent;
  const first = await phone.meet("Sigrun Vorlage");
  await phone.write(first, "When are you open?");
  let thread = await agent.open("Sigrun Vorlage");
  await thread.reply.fill("Hello Sigrun, we are open from nine to five.");
  await thread.region.getByRole("button", { name: "Save as snippet" }).click();
  const dialog = page.getByRole("dialog", { name: "Save as snippet" });
  await expect(dialog.getByRole("textbox", { name: "Text" })).toHaveValue(
    "Hello {{first_name}}, we are open from nine to five.",
  );
  await dialog.getByRole("textbox", { name: "Shortcut" }).fill("open");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
  await thread.reply.press("Enter");
  await expect(thread.said("we are open from nine to five.")).toBeVisible();

  const next = await phone.meet("Runa Naechste");
  await phone.write(next, "Opening hours, please.");
  thread = await agent.open("Runa Naechste");
  await thread.reply.click();
  await page.keyboard.type("/ope");
  await expect(page.getByRole("option", { name: /\/open/ })).toContainText("Hello Runa, we are open");
  await page.keyboard.press("Enter");
  await expect(thread.reply).toHaveValue("Hello Runa, we are open from nine to five.");
  await page.keyboard.press("Enter");
  await expect.poll(() => phone.answers(next)).toEqual(["Hello Runa, we are open from nine to five."]);

  // In the middle of a word a slash is a slash, and Escape sends the menu away.
  await page.keyboard.type("and/or /");
  await expect(page.getByRole("listbox", { name: "Snippets" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("listbox", { name: "Snippets" })).toBeHidden();
  await expect(thread.reply).toHaveValue("and/or /");
  await expect(thread.reply).toBeFocused();
});

test("a field without a value is named and holds the answer until somebody writes it", async ({
  desk,
  phone,
}) => {
  const agent = await desk(ADMIN);
  const { page } = agent;
  const customer = await phone.meet("Ohne Namen");
  await phone.write(customer, "What is my user name?");
  const thread = await agent.open("Ohne Namen");
  await thread.reply.fill("Your user name is {{username}}.");
  await expect(thread.region.getByText("{{username}} has no value for Ohne Namen.")).toBeVisible();
  await thread.reply.press("Enter");
  await expect(
    thread.region.getByRole("alert").filter({ hasText: "{{username}} has no value" }),
  ).toBeVisible();
  await expect(thread.said("Your user name is")).toHaveCount(0);
  // The hole is selected: what is typed stands in its place.
  await page.keyboard.type("ohne");
  await expect(thread.reply).toHaveValue("Your user name is ohne.");
  await page.keyboard.press("Enter");
  await expect.poll(() => phone.answers(customer)).toEqual(["Your user name is ohne."]);

  // What has a value is filled before it goes, and shown.
  await thread.reply.fill("Bye, {{first_name}}.");
  await thread.reply.press("Enter");
  await expect(thread.reply).toHaveValue("Bye, Ohne.");
  await thread.reply.press("Enter");
  await expect.poll(() => phone.answers(customer)).toContain("Bye, Ohne.");
});

test("a snippet's file comes along, and reaches the customer", async ({ desk, phone }) => {
  const agent = await desk(ADMIN);
  const { page } = agent;
  await page.goto("/settings/snippets");
  await page.getByRole("button", { name: "New snippet" }).first().click();
  const dialog = page.getByRole("dialog", { name: "New snippet" });
  await dialog.getByRole("textbox", { name: "Title" }).fill("Price list");
  await dialog.getByRole("textbox", { name: "Shortcut" }).fill("prices");
  await dialog.getByRole("textbox", { name: "Text" }).fill("Here are our prices.");
  await dialog.locator("input[type=file]").setInputFiles(file("prices.pdf", "application/pdf", "%PDF-1.4"));
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();

  await page.goto("/inbox");
  const customer = await phone.meet("Petra Preis");
  await phone.write(customer, "What does it cost?");
  const thread = await agent.open("Petra Preis");
  await thread.reply.click();
  await page.keyboard.type("/prices");
  await page.getByRole("option", { name: /Price list/ }).click();
  await expect(thread.region.getByText("prices.pdf")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect
    .poll(async () => (await phone.seen(customer)).filter((b) => b.direction === "out"))
    .toMatchObject([{ type: "document", file: { name: "prices.pdf" } }]);
});
