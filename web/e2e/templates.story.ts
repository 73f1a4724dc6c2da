import { file, PNG } from "./file";
import { picture } from "./picture";
import { ADMIN, expect, test } from "./story";

test("a closed conversation is resumed by a template, all by keyboard, and the customer's answer opens it", async ({
  desk,
  phone,
  pass,
}) => {
  const agent = await desk(ADMIN);
  const { page } = agent;
  const { keyboard } = page;
  const customer = await phone.meet("Theo Template");
  await phone.write(customer, "When is my appointment?");
  const thread = await agent.open("Theo Template");
  await pass("24h");
  await expect(thread.locked).toBeVisible();
  await thread.region.getByRole("button", { name: "Resume conversation" }).press("Enter");
  const panel = thread.region.getByRole("region", { name: "Send a template" });
  const search = panel.getByRole("combobox", { name: "Find a template" });
  await expect(search).toBeFocused();
  await expect(panel.getByRole("option", { name: /appointment_reminder/ })).toBeVisible();
  await picture(page, "template-picker");

  await keyboard.type("no such words");
  await expect(panel.getByText("No template fits")).toBeVisible();
  await search.fill("unterwegs");
  await expect(panel.getByRole("option")).toHaveCount(1);
  await expect(panel.getByRole("option")).toContainText("German");
  await search.fill("order");
  await keyboard.press("ArrowDown");
  await keyboard.press("ArrowUp");
  await search.fill("appoint");
  await keyboard.press("Enter");

  // The name is there, the day is asked for, and nothing goes out without it.
  await expect(panel.getByRole("textbox", { name: "first name" })).toHaveValue("Theo");
  const day = panel.getByRole("textbox", { name: "day" });
  await expect(day).toBeFocused();
  await expect(panel.getByText("1 place is still empty.")).toBeVisible();
  await expect(panel.getByRole("button", { name: "Send", exact: true })).toBeDisabled();
  await picture(page, "template-fill");
  await keyboard.press("Escape");
  await expect(search).toBeFocused();
  await search.fill("appoint");
  await keyboard.press("Enter");
  await keyboard.type("*Monday*");
  const preview = panel.getByRole("group", { name: "appointment_reminder as the customer reads it" });
  await expect(preview).toContainText("Hello Theo, we see you on Monday at the workshop.");
  await expect(preview.locator("strong")).toHaveText("Monday");
  await picture(page, "template-ready");
  await keyboard.press("Enter");

  const text = "Hello Theo, we see you on *Monday* at the workshop.";
  await expect(thread.said("Hello Theo")).toContainText("Template appointment_reminder");
  await expect(thread.said("Hello Theo")).toContainText(/Sent|Delivered|Read/);
  await expect(thread.locked).toBeVisible();
  await expect.poll(() => phone.answers(customer)).toEqual([text]);
  await picture(page, "template-sent");

  await phone.write(customer, "Monday is fine");
  await thread.answer("See you then.");
  await expect.poll(() => phone.answers(customer)).toEqual([text, "See you then."]);
});

test("a picture and a link's end go along, within the limits", async ({ desk, phone }) => {
  const agent = await desk(ADMIN);
  const customer = await phone.meet("Pia Cture");
  await phone.write(customer, "Show me");
  const thread = await agent.open("Pia Cture");
  // The window is open: a template may go out all the same, and nobody is told what they know.
  await agent.page.getByRole("complementary").getByRole("button", { name: "Send a template" }).click();
  const panel = thread.region.getByRole("region", { name: "Send a template" });
  await expect(panel.getByRole("option", { name: /ready_for_pickup/ })).toBeVisible();
  await expect(panel.getByText("Pia Cture has written: you can write freely.")).toHaveCount(0);
  await panel.getByRole("option", { name: /ready_for_pickup/ }).click();
  const chooser = panel.locator("input[type=file]");
  await chooser.setInputFiles([file("plan.pdf", "application/pdf", "%PDF-1.4")]);
  await expect(panel.getByText("WhatsApp does not take this type of file here.")).toBeVisible();
  await expect(panel.getByRole("button", { name: "Send", exact: true })).toBeDisabled();
  await chooser.setInputFiles([file("bike.png", "image/png", PNG)]);
  await panel.getByRole("textbox", { name: "Place 1" }).fill("Pia");
  await expect(panel.getByRole("img", { name: "bike.png" })).toBeVisible();
  await picture(agent.page, "template-picture");
  await panel.getByRole("button", { name: "Send", exact: true }).click();
  await expect(panel).toHaveCount(0);
  await expect(thread.said("Pia, your bike is ready.")).toContainText(/Sent|Delivered|Read/);
  const [bubble] = (await phone.seen(customer)).filter((b) => b.direction === "out");
  expect(bubble?.text).toContain("Pia, your bike is ready.");

  await agent.page.keyboard.press("Escape");
  await agent.page.keyboard.press("Shift+T");
  await panel.getByRole("option", { name: /^tracking/ }).click();
  const end = panel.getByRole("textbox", { name: "End of the link “Track”" });
  await expect(end).toBeFocused();
  await end.fill("20 418");
  await expect(panel.getByText("It has more spaces than fit here.")).toBeVisible();
  await end.fill("20418");
  await end.press("Enter");
  await expect(thread.said("Follow your parcel.")).toContainText(/Sent|Delivered|Read/);
});

test("Escape leads out of the templates to where they were opened, and the keys go on from there", async ({
  desk,
  phone,
  pass,
}) => {
  const agent = await desk(ADMIN);
  const { keyboard } = agent.page;
  const customer = await phone.meet("Eske Escape");
  await phone.write(customer, "Are you there?");
  const thread = await agent.open("Eske Escape");
  const panel = thread.region.getByRole("region", { name: "Send a template" });
  const row = agent.row("Eske Escape");
  for (const open of [true, false]) {
    if (!open) {
      await pass("24h");
      await expect(thread.locked).toBeVisible();
    }
    await row.focus();
    await keyboard.press("Shift+T");
    await expect(panel.getByRole("combobox", { name: "Find a template" })).toBeFocused();
    await keyboard.press("Escape");
    await expect(panel).toHaveCount(0);
    await expect(row).toBeFocused();
    await keyboard.press("Shift+T");
    await expect(panel).toBeVisible();
    await keyboard.press("Escape");
    await expect(row).toBeFocused();
  }
  const resume = thread.region.getByRole("button", { name: "Resume conversation" });
  await resume.press("Enter");
  await expect(panel.getByRole("combobox", { name: "Find a template" })).toBeFocused();
  await keyboard.press("Escape");
  await expect(resume).toBeFocused();
  await keyboard.press("n");
  await expect(thread.note).toBeFocused();
  await expect(thread.note).toHaveValue("");
});

test("templates that may not be sent are shown with why, none at all are loaded, and errors can be tried again", async ({
  desk,
  phone,
}) => {
  const agent = await desk(ADMIN);
  const { page } = agent;
  const customer = await phone.meet("Nina Nothing");
  await phone.write(customer, "Hello?");
  await expect(agent.row("Nina Nothing")).toBeVisible();
  const address = /\/api\/v1\/channels\/[^/]+\/templates\?/;
  let answer: "error" | "none" | "paused" | "real" = "error";
  await page.route(address, async (route) => {
    if (answer === "error") return route.fulfill({ status: 500, json: { code: "internal", detail: "" } });
    if (answer === "none")
      return route.fulfill({ json: { items: [], languages: [], categories: [], syncing: false } });
    const real = await route.fetch();
    if (answer === "real") return route.fulfill({ response: real });
    const list = (await real.json()) as { items: { name: string; status: string }[] };
    const items = list.items.map((t) => ({ ...t, status: t.name === "invoice" ? "paused" : "pending" }));
    return route.fulfill({ json: { ...list, items } });
  });

  // From the row, without opening the conversation.
  await agent.row("Nina Nothing").focus();
  await page.keyboard.press("Shift+T");
  const dialog = page.getByRole("dialog", { name: "Send a template to Nina Nothing" });
  await expect(dialog.getByText("The templates could not be loaded")).toBeVisible();
  await picture(page, "template-error");
  answer = "none";
  await dialog.getByRole("button", { name: "Try again" }).click();
  await expect(dialog.getByText("No templates yet")).toBeVisible();
  await picture(page, "template-none");
  answer = "real";
  await dialog.getByRole("button", { name: "Load from WhatsApp" }).click();
  await expect(dialog.getByRole("option", { name: /hello_world/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(agent.row("Nina Nothing")).toBeFocused();

  answer = "paused";
  await page.reload();
  await agent.live();
  await agent.row("Nina Nothing").hover();
  await page.getByRole("listitem").filter({ hasText: "Nina Nothing" }).getByRole("button").click();
  await expect(dialog.getByText("No template is approved yet")).toBeVisible();
  const paused = dialog.getByRole("option", { name: /invoice/ });
  await expect(paused).toContainText("WhatsApp has paused it because of its quality.");
  await expect(paused).toHaveAttribute("aria-disabled", "true");
  await picture(page, "template-unusable");
  await paused.click({ force: true });
  await expect(dialog.getByRole("combobox", { name: "Find a template" })).toBeVisible();
});
