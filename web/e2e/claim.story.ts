import { ADMIN, ANA, BEN, expect, test } from "./story";

test("two colleagues take at once: one has it, the other is told who", async ({ desk, phone }) => {
  const ana = await desk(ANA);
  const ben = await desk(BEN);
  const customer = await phone.meet("Tilda Moreau");
  await phone.write(customer, "Can somebody help me, please?");
  const threads = [await ana.open("Tilda Moreau"), await ben.open("Tilda Moreau")] as const;
  for (const thread of threads) await expect(thread.takes).toBeVisible();

  await Promise.all(threads.map((thread) => thread.takes.click()));

  // Which of them was faster is nobody's to say beforehand.
  const told = () => Promise.all([ana.notice("took it first").count(), ben.notice("took it first").count()]);
  await expect.poll(async () => (await told()).toSorted()).toEqual([0, 1]);
  const [anaLost] = await told();
  const [winner, loser] = anaLost ? ["Ben Fischer", ana] : ["Ana Sousa", ben];
  await expect(loser.notice(`${winner} took it first.`)).toBeVisible();
  const [hers, his] = threads;
  const won = anaLost ? his : hers;
  await expect(won.region.getByRole("button", { name: `Assigned to ${winner}` })).toBeVisible();
  // Agents see what nobody has and what is theirs: for the other one it is gone, and the screen says so.
  await expect(loser.row("Tilda Moreau")).toBeHidden();
  await expect(loser.page.getByText("This conversation is not here")).toBeVisible();
});

test("a conversation that is given to a colleague stands in their view at once", async ({ desk, phone }) => {
  const admin = await desk(ADMIN);
  const ana = await desk(ANA);
  await ana.page.getByRole("link", { name: /^Mine/ }).click();
  const customer = await phone.meet("Juno Albright");
  await phone.write(customer, "Who can fix my wheel?");

  const thread = await admin.open("Juno Albright");
  await thread.region.getByRole("button", { name: "Assign", exact: true }).click();
  await admin.page.getByRole("option", { name: /Ana Sousa/ }).click();

  await expect(ana.row("Juno Albright")).toBeVisible();
  await expect(thread.event("You assigned this to Ana Sousa")).toBeVisible();
  await thread.region.getByRole("button", { name: "Close", exact: true }).click();
  await expect(ana.row("Juno Albright")).toBeHidden();
});
