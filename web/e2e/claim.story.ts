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

test("the keyboard stays with a colleague while others come and go", async ({ desk, phone }) => {
  const agent = await desk(ADMIN);
  const { page } = agent;
  await phone.write(await phone.meet("Gisa Gabe"), "Who takes this?");
  const thread = await agent.open("Gisa Gabe");
  await page.keyboard.press("a");
  const find = page.getByRole("combobox", { name: "Find a colleague" });
  await expect(find).toBeFocused();
  const ana = page.getByRole("option", { name: /Ana Sousa/ });
  const ben = page.getByRole("option", { name: /^Ben / });
  await expect(ana).toBeVisible();
  await expect(async () => {
    await page.keyboard.press("ArrowDown");
    await expect(ana).toHaveAttribute("aria-selected", "true", { timeout: 250 });
  }).toPass();

  // What an input method takes is no choice.
  await find.evaluate((field) =>
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true })),
  );
  await expect(find).toBeFocused();

  await expect(ben).toContainText("Offline");
  await desk(BEN);
  await expect(ben).toContainText("Online");
  await page.keyboard.press("Enter");
  await expect(thread.event("You assigned this to Ana Sousa")).toBeVisible();
});
