import { ADMIN, expect, test } from "./story";

test("what comes between reading a thread and being known to look at it is shown", async ({
  desk,
  phone,
  pass,
}) => {
  const agent = await desk(ADMIN);
  const { page } = agent;
  // The server hears late which thread is on the screen.
  let late = false;
  const kept: (() => void)[] = [];
  await page.routeWebSocket(/\/socket\b/, (line) => {
    const server = line.connectToServer();
    line.onMessage((frame) => {
      if (late && String(frame).includes('"view"')) kept.push(() => server.send(frame));
      else server.send(frame);
    });
  });
  await page.reload();
  await agent.live();
  const customer = await phone.meet("Zwi Schen");
  await phone.write(customer, "The first");
  await expect(agent.row(customer.name)).toContainText("The first");

  late = true;
  const thread = await agent.open(customer.name);
  await expect(thread.said("The first")).toBeVisible();
  await expect.poll(() => kept.length).toBeGreaterThan(0);
  await pass("2s"); // of one second either may stand last
  await phone.write(customer, "The second");
  await expect(agent.row(customer.name)).toContainText("The second");
  late = false;
  for (const send of kept) send();
  await expect(thread.said("The second")).toBeVisible();
});
