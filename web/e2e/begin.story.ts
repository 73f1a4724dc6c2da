import { picture } from "./picture";
import { ADMIN, expect, test } from "./story";

test("a conversation with a new number begins with a template, once, though the answer was lost", async ({
  desk,
  phone,
}) => {
  const agent = await desk(ADMIN);
  const { page } = agent;
  const { keyboard } = page;
  const customer = await phone.meet("Bruno Begin");
  const dialog = page.getByRole("dialog", { name: "New conversation" });

  await keyboard.press("c");
  const to = dialog.getByRole("combobox", { name: "To" });
  await expect(to).toBeFocused();
  await keyboard.type("12345");
  await expect(dialog.getByText(/^This is not a phone number\./)).toBeVisible();
  await picture(page, "begin-no-number");
  // A number of ours, as the server tells of it once the platform has.
  await page.route("**/api/v1/people?*", (route) =>
    route.fulfill({
      status: 422,
      json: { code: "own_number", detail: "This is your own number.", status: 422 },
    }),
  );
  await to.fill("+44 7700 900001");
  await expect(dialog.getByText("This is your own number.")).toBeVisible();
  await page.unroute("**/api/v1/people?*");
  await to.fill(spaced(customer.phone));
  const offer = dialog.getByRole("option", { name: /Write to/ });
  await expect(offer).toContainText(`+${customer.phone}`);
  await picture(page, "begin-number");
  await keyboard.press("Enter");
  await expect(dialog.getByText("This is a new conversation.")).toBeVisible();
  await dialog.getByRole("textbox", { name: "Name" }).fill("Bruno from the fair");
  await dialog.getByRole("combobox", { name: "Find a template" }).fill("appoint");
  await expect(dialog.getByRole("option")).toHaveCount(1);
  await keyboard.press("Enter");
  await expect(dialog.getByRole("textbox", { name: "first name" })).toHaveValue("Bruno");
  await dialog.getByRole("textbox", { name: "day" }).fill("Friday");
  await picture(page, "begin-fill");

  // The first answer gets lost on its way back; the click is repeated as well.
  let lost = 0;
  await page.route("**/api/v1/conversations", async (route) => {
    if (route.request().method() !== "POST" || lost > 0) return route.continue();
    lost++;
    await route.fetch();
    return route.abort();
  });
  await dialog.getByRole("button", { name: "Send", exact: true }).dblclick();
  const thread = await agent.thread("Bruno");
  await expect(dialog).toHaveCount(0);
  const text = "Hello Bruno, we see you on Friday at the workshop.";
  await expect(thread.said(text)).toHaveCount(1);
  await expect(thread.said(text)).toContainText(/Sent|Delivered|Read/);
  expect(lost).toBe(1);
  await expect.poll(() => phone.answers(customer)).toEqual([text]);
  await expect(thread.region.getByText(/^WhatsApp allows it once .* has written\./)).toBeVisible();
  await picture(page, "begin-begun");

  await phone.write(customer, "Friday it is");
  await expect(thread.composer).toBeEditable();
  await expect(thread.said("Friday it is")).toBeVisible();
});

test("a name or a number that is known leads into the conversation that there is", async ({
  desk,
  phone,
}) => {
  const agent = await desk(ADMIN);
  const { page } = agent;
  const customer = await phone.meet("Kira Known");
  await phone.write(customer, "We have met");
  await expect(agent.row("Kira Known")).toBeVisible();
  await page.getByRole("button", { name: "New conversation" }).click();
  const dialog = page.getByRole("dialog", { name: "New conversation" });
  const to = dialog.getByRole("combobox", { name: "To" });
  await to.fill("kira kn");
  await expect(dialog.getByRole("option", { name: /Kira Known/ })).toBeVisible();
  await picture(page, "begin-known");
  await to.fill(spaced(customer.phone));
  await expect(dialog.getByText("Goes into the conversation with Kira Known.")).toBeVisible();
  await to.press("Enter");
  await expect(dialog.getByText("Kira Known has written lately: you can write freely.")).toBeVisible();
  await picture(page, "begin-free");
  await dialog.getByRole("combobox", { name: "Find a template" }).fill("hello_world");
  await expect(dialog.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("button", { name: "Send", exact: true })).toBeFocused();
  await page.keyboard.press("Enter");
  const thread = await agent.thread("Kira Known");
  await expect(thread.said("We have met")).toBeVisible();
  await expect(thread.said("Welcome and congratulations!")).toHaveCount(1);
  await expect.poll(async () => (await phone.answers(customer)).length).toBe(1);
});

/** A number as people type it. */
const spaced = (digits: string): string => `+${digits.slice(0, 2)} ${digits.slice(2, 6)} ${digits.slice(6)}`;
