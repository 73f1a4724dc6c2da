import { PNG, file } from "./file";
import { ADMIN, expect, test } from "./story";

test("on WhatsApp every kind of message is drawn as what it is", async ({ desk, phone, pass }) => {
  const agent = await desk(ADMIN);
  const customer = await phone.meet("Wanda Kindermann");
  const first = await phone.write(customer, "Here is everything I have.");
  const thread = await agent.open(customer.name);
  const { history } = thread;

  await phone.send(customer, { type: "video" });
  await expect(history.getByLabel("Video", { exact: true })).toHaveJSProperty("tagName", "VIDEO");
  await phone.send(customer, { type: "location" });
  await expect(history.getByRole("link", { name: "Open a map" })).toHaveAttribute("rel", /noreferrer/);
  await phone.send(customer, { type: "contacts" });
  await expect(history.getByText("Contact card", { exact: true })).toBeVisible();
  await expect(history.getByRole("button", { name: /^Copy \+/ }).first()).toBeVisible();
  await phone.send(customer, { type: "order" });
  await expect(history.getByRole("row", { name: /^Sum/ })).toBeVisible();
  await phone.send(customer, { type: "button", text: "Yes, please", payload: "y" });
  await expect(thread.said("Yes, please")).toContainText("Pressed a button");
  await phone.send(customer, { type: "interactive", kind: "list_reply", text: "Express", payload: "e" });
  await expect(thread.said("Express")).toContainText("Chose from a list");
  await phone.send(customer, { type: "interactive", kind: "flow" });
  await expect(history.getByText("Filled in a form")).toBeVisible();
  await phone.send(customer, {
    type: "text",
    text: "From your ad",
    referral: { source: "ad", headline: "Spring" },
  });
  await expect(thread.said("From your ad")).toContainText("Came by an ad");
  await phone.send(customer, { type: "text", text: "Look at this", forwarded: true });
  await expect(thread.said("Look at this")).toContainText("Forwarded");
  await phone.send(customer, { type: "unsupported" });
  const unknown = history.getByRole("article").filter({ hasText: "What the platform sent" });
  await unknown.getByText("What the platform sent").click();
  await expect(unknown.locator("pre")).toContainText("{");

  await phone.send(customer, { type: "reaction", target: first, text: "👍" });
  const reaction = history.getByRole("img", { name: `${customer.name} reacted 👍` });
  await expect(reaction).toBeVisible();
  await pass("2s"); // WhatsApp's times are whole seconds
  await phone.send(customer, { type: "reaction", target: first, text: "" });
  await expect(reaction).toHaveCount(0);

  const secret = await phone.write(customer, "My secret number is 12345");
  await expect(thread.said("12345")).toBeVisible();
  await phone.send(customer, { type: "revoke", target: secret });
  await expect(thread.said(`${customer.name} deleted this message.`)).toBeVisible();
  await expect(thread.said("12345")).toHaveCount(0);

  await phone.send(customer, { type: "text", text: "About what I wrote first", replyTo: first });
  await thread
    .said("About what I wrote first")
    .getByRole("button", { name: /Here is everything/ })
    .click();
  await expect(thread.said("Here is everything").first()).toBeInViewport();
  await phone.staff(customer, "Answered on the road");
  await expect(thread.said("Answered on the road")).toContainText("From the phone app");
  await phone.send(customer, { type: "system", kind: "number" });
  await expect(thread.event(/changed their number to \+\d+/)).toBeVisible();
});

test("an edited message says so, and what it said before", async ({ desk, phone, pass }) => {
  const agent = await desk(ADMIN);
  const customer = await phone.meet("Edith Wechsler");
  const id = await phone.write(customer, "I come on Munday");
  const thread = await agent.open(customer.name);
  await expect(thread.said("I come on Munday")).toBeVisible();
  await pass("5s"); // WhatsApp's times are whole seconds
  await phone.send(customer, { type: "edit", target: id, text: "I come on Friday" });
  await expect(thread.said("I come on Friday")).toBeVisible();
  await thread.said("I come on Friday").getByRole("button", { name: "Edited" }).click();
  await expect(thread.history.getByRole("list", { name: "What it said before" })).toContainText("Munday");
});

test("files, buttons, reactions and quoted answers reach a WhatsApp customer", async ({ desk, phone }) => {
  const agent = await desk(ADMIN);
  const { page } = agent;
  const customer = await phone.meet("Ottilie Ausgang");
  await phone.write(customer, "Please send me the papers.");
  const thread = await agent.open(customer.name);

  await thread.files.setInputFiles([
    file("plan.png", "image/png", PNG),
    file("offer.pdf", "application/pdf", "%PDF-1.4\n%%EOF\n"),
    file("tool.exe", "application/x-msdownload", "MZ"),
  ]);
  const tray = thread.region.getByRole("list", { name: "Files to send" });
  await expect(tray.getByText(/This channel does not take this type of file/)).toBeVisible();
  await thread.reply.fill("Here they are");
  await thread.region.getByRole("button", { name: "Send", exact: true }).click();
  await expect(thread.said("Here they are")).toContainText("Delivered");
  await expect(thread.said("offer.pdf")).toContainText("Delivered");
  await tray.getByRole("button", { name: "Remove tool.exe" }).click();
  await expect(thread.reply).toBeFocused();

  await page.keyboard.press("Escape");
  await page.keyboard.press("b");
  const dialog = page.getByRole("dialog", { name: "Buttons or a list" });
  await dialog.getByRole("textbox", { name: "Question" }).fill("When shall we deliver?");
  await dialog.getByRole("textbox", { name: "Title of choice 1" }).fill("Morning");
  await dialog.getByRole("button", { name: "Add a choice" }).click();
  await expect(dialog.getByRole("button", { name: "Send" })).toBeDisabled();
  await dialog.getByRole("textbox", { name: "Title of choice 2" }).fill("Evening");
  await dialog.getByRole("button", { name: "Send" }).click();
  await expect(thread.said("When shall we deliver?")).toContainText("Evening");
  await expect(dialog).toHaveCount(0);

  await page.keyboard.press("Escape");
  await page.keyboard.press("y");
  await page.getByRole("button", { name: "React with ❤️" }).click();
  await expect(thread.history.getByRole("img", { name: "Your team reacted ❤️" })).toBeVisible();
  await page.keyboard.press("q");
  await expect(thread.reply).toBeFocused();
  await page.keyboard.type("About the papers");
  await page.keyboard.press("Enter");
  await expect(thread.said("About the papers")).toContainText("Please send me the papers.");

  await expect
    .poll(async () => (await phone.seen(customer)).filter((b) => b.direction === "out").map((b) => b.type))
    .toEqual(["image", "document", "interactive", "reaction", "text"]);
});
