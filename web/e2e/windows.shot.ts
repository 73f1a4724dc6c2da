import { HUMAN, PLAIN } from "./instagram";
import { shoot } from "./shoot";
import { ADMIN, expect, test } from "./story";

// What the composer says. Weeks pass here, so these pictures come last: files are taken by their names.

const SIZE = { width: 1440, height: 420 };

test("a window by the clock", async ({ desk, phone, pass }) => {
  const agent = await desk(ADMIN, { colorScheme: "light", viewport: SIZE });
  const customer = await phone.meet("Lena Vogel");
  await phone.write(customer, "Do you have it in size M, too?");
  const thread = await agent.open(customer.name);
  await shoot(thread.region, "composer-open");
  await pass("23h35m");
  await agent.page.reload();
  await thread.reply.fill("Yes, in green and in black.");
  await expect(thread.region.getByRole("timer")).toHaveAttribute("data-level", "urgent");
  await shoot(thread.region, "composer-urgent");
  await pass("26m");
  await agent.page.reload();
  await expect(thread.locked).toBeVisible();
  await shoot(thread.region, "composer-closed");
});

test("a window for persons", async ({ desk, phone, pass }) => {
  const agent = await desk(ADMIN, { colorScheme: "light", viewport: SIZE });
  const customer = await phone.meet("Jonas Berg", "instagram");
  await phone.send(customer, { to: HUMAN, type: "text", text: "Is the red one back?" });
  const thread = await agent.openSaid("Is the red one back?");
  await expect(thread.composer).toBeEditable();
  await pass("24h1m");
  await agent.page.reload();
  await expect(thread.region.getByText(/^Only a person's own words may go out now/)).toBeVisible();
  await shoot(thread.region, "composer-person");
  await pass("144h");
  await agent.page.reload();
  await expect(thread.region.getByText(/has to write first\.$/)).toBeVisible();
  await shoot(thread.region, "composer-wait");
});

test("what an ad changes", async ({ desk, phone, pass }) => {
  const agent = await desk(ADMIN, { colorScheme: "light", viewport: SIZE });
  const free = await phone.meet("Paula Reis");
  await phone.send(free, { type: "text", text: "Is it on sale?", referral: { source: "ad" } });
  const sale = await agent.open(free.name);
  await sale.answer("It is, until Sunday.");
  await expect(sale.region.getByText(/^Messages cost nothing until/)).toBeVisible();
  await shoot(sale.region, "composer-free");
  const perhaps = await phone.meet("Emil Strand", "instagram");
  await phone.send(perhaps, { to: PLAIN, type: "text", text: "I saw your ad", referral: { source: "ad" } });
  const thread = await agent.openSaid("I saw your ad");
  await expect(thread.composer).toBeEditable();
  await pass("24h1m");
  await agent.page.reload();
  await expect(thread.region.getByText(/^They came by an ad/)).toBeVisible();
  await shoot(thread.region, "composer-perhaps");
});

test("a platform that refuses", async ({ desk, phone }) => {
  const agent = await desk(ADMIN, { colorScheme: "light", viewport: SIZE });
  const customer = await phone.meet("Noor Haddad");
  await phone.write(customer, "Are you open today?");
  const thread = await agent.open(customer.name);
  await phone.misbehave({ refuse: { count: 1, code: 131_047, customer: customer.id } });
  await thread.answer("Yes, until six.");
  await expect(thread.said("Yes, until six.")).toContainText("The window for free messages has closed.");
  await expect(thread.locked).toBeVisible();
  await shoot(thread.region, "composer-refused");
});
