import { Thread, type Desk } from "./desk";
import type { Phone } from "./phone";
import { picture } from "./picture";
import { ADMIN, expect, test } from "./story";

test("the time runs by the second, turns amber and red, and writing ends at the deadline and begins again by itself", async ({
  desk,
  phone,
  pass,
}) => {
  const agent = await desk(ADMIN);
  const { page } = agent;
  const customer = await phone.meet("Tick Tock");
  await phone.write(customer, "How long do I have?");
  const thread = await agent.open("Tick Tock");
  const left = thread.region.getByRole("timer");
  await expect(left).toHaveAttribute("data-level", "calm");
  await expect(left).toContainText("WhatsApp 24-hour rule");
  await expect(left).toHaveAttribute("title", /^WhatsApp allows free messages for 24 hours after/);
  await picture(page, "composer-open");

  await pass("20h1m");
  await hear(agent, phone);
  await expect(left).toHaveAttribute("data-level", "soon");
  await picture(page, "composer-soon");
  await pass("3h30m");
  await hear(agent, phone);
  await expect(left).toHaveAttribute("data-level", "urgent");
  await picture(page, "composer-urgent");

  await thread.reply.fill("Half a sentence");
  await pass(`${(await secondsOf(thread)) - 15}s`); // as long as a busy machine may need for the next lines
  await hear(agent, phone);
  await thread.reply.focus();
  await expect(left).toContainText(/0:0\d left/);
  // No word from the server and no reload: the clock alone.
  await expect(thread.locked).toBeVisible();
  const place = thread.region.getByRole("region", { name: "Write" });
  await expect(place).toContainText("Your draft is kept");
  await expect(place).toContainText("Half a sentence");
  await expect(place).toBeFocused();
  await picture(page, "composer-closed");

  // Whoever types on does not set off a key of the product: "e" closes conversations.
  await page.keyboard.type("ease");
  await expect(thread.region.getByRole("button", { name: "Close", exact: true })).toBeVisible();
  await place.getByRole("button", { name: "Write a note instead" }).click();
  await expect(thread.note).toBeFocused();
  await page.getByRole("radio", { name: "Reply" }).click();
  await expect(place.getByRole("button", { name: "Resume conversation" })).toBeFocused();

  await phone.write(customer, "Here I am again");
  await expect(thread.reply).toBeFocused();
  await expect(thread.reply).toHaveValue("Half a sentence");
  await expect(left).toHaveAttribute("data-level", "calm");
  await picture(page, "composer-unlocked");
});

test("a message that the platform refuses though it was offered says why, and the composer believes the platform", async ({
  desk,
  phone,
}) => {
  const agent = await desk(ADMIN);
  const customer = await phone.meet("Rea Fused");
  await phone.write(customer, "Are you open?");
  const thread = await agent.open("Rea Fused");
  await phone.misbehave({ refuse: { count: 1, code: 131_047, customer: customer.id } });
  await thread.answer("Yes, until six.");
  const bubble = thread.said("Yes, until six.");
  await expect(bubble).toContainText("The window for free messages has closed.");
  await expect(thread.locked).toBeVisible();
  await picture(agent.page, "composer-refused");
  await bubble.getByRole("button", { name: "Send a template" }).click();
  await expect(thread.region.getByRole("combobox", { name: "Find a template" })).toBeFocused();
  await agent.page.keyboard.press("Escape");
  await expect(thread.locked).toBeVisible();
  expect(await phone.answers(customer)).toEqual([]);
});

test("who goes on in another thread, or has no address, is not offered words that reach nobody", async ({
  desk,
  phone,
}) => {
  const agent = await desk(ADMIN);
  const { page } = agent;
  const customer = await phone.meet("Mara Merge");
  await phone.write(customer, "Which thread is this?");
  const thread = await agent.open("Mara Merge");
  const place = thread.region.getByRole("region", { name: "Write" });
  const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";

  // Told by the server as it tells of a merge, and of somebody whose address the platform keeps back.
  const other = await phone.meet("Mara Again");
  await phone.write(other, "In this one");
  const href = (await agent.row("Mara Again").getAttribute("href")) ?? "";
  const into = href.split("?")[0]?.split("/").at(-1);
  await page.route(`**/api/v1/conversations/${id}/messages*`, async (route) => {
    const answer = await route.fetch();
    const list = (await answer.json()) as { items: Record<string, unknown>[] };
    const merged = { ...list.items[0], id: "M#9000000000000#merged0000", kind: "event", type: "merged" };
    const event = { type: "merged", reason: into };
    await route.fulfill({ json: { ...list, items: [{ ...merged, event, status: "none" }, ...list.items] } });
  });
  await page.reload();
  await expect(place).toContainText("This customer's thread goes on elsewhere.");
  await expect(thread.composer).toHaveCount(0);
  const contact = page.getByRole("complementary", { name: /^About/ });
  await expect(contact.getByRole("button", { name: "Send a template" })).toHaveCount(0);
  await picture(page, "composer-merged");
  await place.getByRole("button", { name: "Go to that conversation" }).click();
  await expect(new Thread(page, "Mara Again").said("In this one")).toBeVisible();
  await page.unrouteAll();

  const hidden = <T extends { contact: object }>(row: T): T => ({
    ...row,
    contact: { ...row.contact, phone: undefined, username: undefined, userId: undefined },
  });
  await page.route(/\/api\/v1\/conversations(\?|\/[^/?]+$)/, async (route) => {
    const answer = await route.fetch();
    const told = (await answer.json()) as { items?: { contact: object }[]; contact: object };
    await route.fulfill({ json: told.items ? { ...told, items: told.items.map(hidden) } : hidden(told) });
  });
  await page.reload();
  const unknown = await agent.thread("Mara Again");
  await expect(unknown.region.getByText("There is no way to reach Mara Again yet.")).toBeVisible();
  await expect(unknown.region.getByRole("button", { name: "Write a note instead" })).toBeVisible();
  await expect(contact.getByRole("button", { name: "Send a template" })).toHaveCount(0);
  await picture(page, "composer-no-address");
});

test("two tabs share a draft, and send it once", async ({ desk, phone }) => {
  const agent = await desk(ADMIN);
  const customer = await phone.meet("Twin Tabs");
  await phone.write(customer, "Anybody there?");
  const one = await agent.open("Twin Tabs");
  const second = await agent.again();
  await second.page.goto(agent.page.url());
  const two = await second.thread("Twin Tabs");
  await expect(two.reply).toBeVisible();

  await one.reply.fill("Yes, both of us.");
  await expect(two.reply).toHaveValue("Yes, both of us.");
  await Promise.all([one.reply.press("Enter"), two.reply.press("Enter")]);
  for (const thread of [one, two]) {
    await expect(thread.said("Yes, both of us.")).toHaveCount(1);
    await expect(thread.reply).toHaveValue("");
  }
  await one.answer("And once more.");
  await expect(two.said("And once more.")).toHaveCount(1);
  await expect.poll(() => phone.answers(customer)).toEqual(["Yes, both of us.", "And once more."]);
});

/** Somebody else writes, which tells the page the time. */
async function hear(agent: Desk, phone: Phone): Promise<void> {
  const other = await phone.meet(`Passer ${crypto.randomUUID().slice(0, 8)}`);
  await phone.write(other, "Just passing by");
  await expect(agent.row(other.name)).toBeVisible();
}

/** How many seconds the countdown shows. */
async function secondsOf(thread: Thread): Promise<number> {
  const text = (await thread.region.getByRole("timer").locator("b").textContent()) ?? "";
  const parts = (/[\d:]+/.exec(text)?.[0] ?? "").split(":").map(Number);
  return parts.reduce((sum, part) => sum * 60 + part, 0);
}
