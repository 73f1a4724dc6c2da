import { HUMAN, PLAIN } from "./instagram";
import { picture } from "./picture";
import { ADMIN, expect, test } from "./story";

test("on Instagram only a person may answer after a day, and after seven the customer must write first", async ({
  desk,
  phone,
  pass,
}) => {
  const agent = await desk(ADMIN);
  const { page } = agent;
  const customer = await phone.meet("Irma Gram", "instagram");
  await phone.send(customer, { to: HUMAN, type: "text", text: "Is the red one back?" });
  const thread = await agent.openSaid("Is the red one back?");
  const left = thread.region.getByRole("timer");
  await expect(left).toContainText("24-hour rule");
  await pass("24h");
  await expect(thread.region.getByText(/^Only a person's own words may go out now\. It ends/)).toBeVisible();
  await expect(left).toContainText("only a person may answer");
  await picture(page, "composer-human");
  await pass("144h");
  await expect(thread.region.getByText(/has to write first\.$/)).toBeVisible();
  await expect(thread.region.getByText(/^Instagram lets a person answer for 7 days after/)).toBeVisible();
  await expect(thread.region.getByRole("button", { name: "Resume conversation" })).toHaveCount(0);
  await picture(page, "composer-must-wait");
  await phone.send(customer, { to: HUMAN, type: "text", text: "I still want it" });
  await expect(left).toContainText("24-hour rule");
});

test("whoever came by an ad may perhaps be answered for seven days, and the composer says that nobody knows", async ({
  desk,
  phone,
  pass,
}) => {
  const agent = await desk(ADMIN);
  const customer = await phone.meet("Ada Vertina", "instagram");
  await phone.send(customer, { to: PLAIN, type: "text", text: "Saw your ad", referral: { source: "ad" } });
  const thread = await agent.openSaid("Saw your ad");
  await expect(thread.region.getByRole("timer")).toContainText("24-hour rule");
  await pass("24h");
  await expect(
    thread.region.getByText(/^They came by an ad: Instagram may still take what you write/),
  ).toBeVisible();
  await expect(thread.region.getByRole("timer")).toContainText("perhaps");
  await expect(thread.composer).toBeEditable();
  await picture(agent.page, "composer-perhaps");

  // The platform says no: that is told, and believed at once.
  await phone.misbehave({ refuse: { count: 1, code: 10, subcode: 2_534_022, customer: customer.id } });
  await thread.composer.fill("It is still on.");
  await thread.composer.press("Enter");
  await expect(thread.said("It is still on.")).toContainText(
    "The platform lets you write again when the customer writes.",
  );
  await expect(thread.region.getByText(/has to write first\.$/)).toBeVisible();
  await picture(agent.page, "composer-perhaps-not");
});

test("an ad makes messages free of charge for 72 hours, which opens no window", async ({
  desk,
  phone,
  pass,
}) => {
  const agent = await desk(ADMIN);
  const customer = await phone.meet("Fritz Frei");
  await phone.send(customer, { type: "text", text: "Is it on sale?", referral: { source: "ad" } });
  const thread = await agent.open("Fritz Frei");
  await thread.answer("It is, until Sunday.");
  await expect(
    thread.region.getByText(/^Messages cost nothing until .*, because they came by an ad\./),
  ).toBeVisible();
  await expect(thread.region.getByRole("timer")).toContainText("WhatsApp 24-hour rule");
  await picture(agent.page, "composer-free");
  await pass("24h");
  await expect(thread.locked).toBeVisible();
  await expect(thread.region.getByText(/^Templates cost nothing until/)).toBeVisible();
  await picture(agent.page, "composer-closed-free");
});

test("a web chat knows no time limit", async ({ desk }) => {
  const agent = await desk(ADMIN);
  await agent.page.getByRole("link", { name: "Shop website" }).click();
  await agent.list.getByRole("link").first().click();
  await expect(agent.page.getByText("No time limit on this channel")).toBeVisible();
  await picture(agent.page, "composer-webchat");
});
