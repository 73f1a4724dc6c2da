import { ADMIN, expect, test } from "./story";

test("what came while the line was down is there afterwards, and what was written waits and goes once", async ({
  desk,
  phone,
}) => {
  const agent = await desk(ADMIN);
  const customer = await phone.meet("Ruben Castellan");
  await phone.write(customer, "First, before the tunnel.");
  const thread = await agent.open("Ruben Castellan");
  await thread.take();

  await agent.cut();
  await phone.write(customer, "Second, in the tunnel.");
  const other = await phone.meet("Selma Ostrander");
  await phone.write(other, "Hello, I am new here.");
  await thread.answer("I answer from the tunnel.");
  await expect(thread.said("I answer from the tunnel.")).toContainText("Waits for the connection");
  await expect(thread.said("Second, in the tunnel.")).toHaveCount(0);

  await agent.mend();
  await expect(thread.said("Second, in the tunnel.")).toBeVisible();
  await expect(agent.row("Selma Ostrander")).toContainText("Hello, I am new here.");
  await expect(thread.said("I answer from the tunnel.")).toContainText("Delivered");
  await expect(thread.said("I answer from the tunnel.")).toHaveCount(1);
  expect(await phone.answers(customer)).toEqual(["I answer from the tunnel."]);
});

test("a reload keeps the session, the thread, the draft and what waits", async ({ desk, phone }) => {
  const agent = await desk(ADMIN);
  const customer = await phone.meet("Odile Ferrand");
  await phone.write(customer, "Are you open on Sunday?");
  const thread = await agent.open("Odile Ferrand");
  await expect(thread.said("Are you open on Sunday?")).toBeVisible();

  await agent.cut();
  await thread.answer("From ten to four.");
  await thread.reply.fill("And on Monday");
  await agent.page.context().setOffline(false);
  await agent.page.reload();

  await agent.live();
  await expect(thread.said("Are you open on Sunday?")).toHaveCount(1);
  await expect(thread.reply).toHaveValue("And on Monday");
  await expect(thread.said("From ten to four.")).toContainText("Delivered");
  await expect(thread.said("From ten to four.")).toHaveCount(1);
  expect(await phone.answers(customer)).toEqual(["From ten to four."]);
});

test("a short loss that the socket outlives ends as Live", async ({ desk, phone }) => {
  const agent = await desk(ADMIN);
  await agent.page.context().setOffline(true);
  await expect(agent.page.getByText("Offline", { exact: true })).toBeVisible();
  await agent.mend();
  const customer = await phone.meet("Ylva Brandvold");
  await phone.write(customer, "Is the line still there?");
  await expect(agent.row("Ylva Brandvold")).toContainText("Is the line still there?");
});
