import { ADMIN, ANA, BEN, expect, test } from "./story";

test("two colleagues take at once: one has it, the other is told who", async ({ desk, phone }) => {
  const ana = await desk(ANA);
  const ben = await desk(BEN);
  const customer = await phone.meet("Tilda Moreau");
  await phone.write(customer, "Can somebody help me, please?");
  const threads = [await ana.open("Tilda Moreau"), await ben.open("Tilda Moreau")] as const;
  const [hers, his] = threads.map((thread) =>
    thread.region.getByRole("button", { name: "Take", exact: true }),
  );
  if (!hers || !his) throw new Error("unreachable");
  await expect(hers).toBeVisible();
  await expect(his).toBeVisible();

  await Promise.all([hers.click(), his.click()]);

  const anaHasIt = threads[0].region.getByRole("button", { name: "Assigned to Ana Sousa" });
  const benHasIt = threads[0].region.getByRole("button", { name: "Assigned to Ben Fischer" });
  await expect(ana.notice("took it first").or(ben.notice("took it first"))).toBeVisible();
  const winner = (await ben.notice("Ana Sousa took it first.").count()) > 0 ? "Ana Sousa" : "Ben Fischer";
  const loser = winner === "Ana Sousa" ? ben : ana;
  await expect(loser.notice(`${winner} took it first.`)).toBeVisible();
  await expect(winner === "Ana Sousa" ? anaHasIt : benHasIt).toBeVisible();
  await expect(threads[1].region.getByRole("button", { name: `Assigned to ${winner}` })).toBeVisible();
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
