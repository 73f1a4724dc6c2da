import type { Page } from "@playwright/test";

import type { Desk } from "./desk";
import { picture } from "./picture";
import { sound } from "./sound";
import { ADMIN, ANA, BEN, expect, test } from "./story";

const notice = (page: Page) => page.getByRole("region", { name: "Windows that close soon" });
const soon = "Open to your team: its window closes soon.";

/** Moves the clock to where the team of whoever has a conversation is warned, and the window has an hour left. */
const toTheTeam = "23h5m";

async function narrow(desk: Desk, name: string): Promise<void> {
  await desk.page.setViewportSize({ width: 390, height: 844 });
  await picture(desk.page, `${name}-thread-390`);
  await desk.page.getByRole("button", { name: "Back to the list" }).click();
  await expect(desk.row("Olga Offen")).toContainText("Open to your team");
  await picture(desk.page, `${name}-list-390`);
  await desk.row("Olga Offen").click();
  await desk.page.setViewportSize({ width: 1440, height: 900 });
}

test("a warning to the team opens a colleague's conversation to it, who answers and leaves", async ({
  desk,
  phone,
  pass,
}) => {
  await pass("192h");
  const [ana, ben] = [await desk(ANA), await desk(BEN)];
  const customer = await phone.meet("Olga Offen");
  await phone.write(customer, "Can I still change the colour?");
  const anas = await ana.open("Olga Offen");
  await anas.take();
  await expect(ben.row("Olga Offen")).toHaveCount(0);

  await pass(toTheTeam);
  await expect(notice(ben.page)).toContainText("Olga Offen waits");
  await expect(notice(ben.page)).toContainText("Ana Sousa has it. It is open to your team now.");
  // Whoever has it before their eyes reads it there; elsewhere they are told.
  await expect(anas.region.getByText("Open to the team: its window closes soon.")).toBeVisible();
  await expect(notice(ana.page)).toHaveCount(0);
  await ana.page.getByRole("link", { name: "Settings" }).click();
  await expect(notice(ana.page)).toContainText("You have it. It is open to your team now.");
  await notice(ana.page).getByRole("button", { name: "Open" }).click();
  await expect(ben.row("Olga Offen")).toContainText("Open to your team");
  await picture(ben.page, "opened-warning-light");
  await notice(ben.page).getByRole("button", { name: "Open" }).click();
  const bens = await ben.thread("Olga Offen");
  await expect(bens.said("Can I still change the colour?")).toBeVisible();
  await expect(bens.region.getByText(soon)).toBeVisible();
  await expect(bens.region.getByText("Ana Sousa has it and has not answered.")).toBeVisible();
  await expect(bens.takes).toBeVisible();
  await expect(anas.region.getByText("Open to the team: its window closes soon.")).toBeVisible();
  await ana.page.emulateMedia({ colorScheme: "dark" });
  await picture(ana.page, "opened-owner-dark");
  for (const scheme of ["light", "dark"] as const) {
    await ben.page.emulateMedia({ colorScheme: scheme });
    await picture(ben.page, `opened-${scheme}`);
    await sound(ben.page, scheme, "what is open to the team");
    await narrow(ben, `opened-${scheme}`);
  }

  await bens.reply.fill("Yes, until tomorrow.");
  // To send and close would be too much: the answer ends what the colleague may do.
  await bens.reply.press("Control+Enter");
  await expect(ben.page.getByText("This conversation is no longer open to your team")).toBeVisible();
  await picture(ben.page, "opened-shut-dark");
  await expect(ben.row("Olga Offen")).toHaveCount(0);
  await expect(anas.said("Yes, until tomorrow.")).toBeVisible();
  await expect(ben.notice(/\S/)).toHaveCount(0);
  await expect(ana.row("Olga Offen")).not.toContainText("Closed");
  await expect(anas.region.getByText(/^Open to the team/)).toHaveCount(0);
  await expect.poll(() => phone.answers(customer)).toContain("Yes, until tomorrow.");
});

test("what is open to the team is one colleague's once they take it", async ({ desk, phone, pass }) => {
  await pass("192h");
  const [ana, ben] = [await desk(ANA), await desk(BEN)];
  const customer = await phone.meet("Nora Nimmt");
  await phone.write(customer, "Is anybody there?");
  const anas = await ana.open("Nora Nimmt");
  await anas.take();
  await expect(ben.row("Nora Nimmt")).toHaveCount(0);
  await pass(toTheTeam);

  // What closes soon lists it, also for a page that is loaded anew.
  await ben.page.reload();
  await ben.live();
  await ben.page.getByRole("link", { name: /^Closing soon/ }).click();
  const bens = await ben.open("Nora Nimmt");
  await bens.take();
  await expect(bens.region.getByText(soon)).toHaveCount(0);
  await expect(ben.row("Nora Nimmt")).not.toContainText("Open to your team");
  await expect(ana.row("Nora Nimmt")).toHaveCount(0);
  await bens.answer("I am, good evening.");
  await expect(ben.row("Nora Nimmt")).toBeVisible();
});

test("whoever plans warnings reads who a team is", async ({ desk }) => {
  const admin = await desk(ADMIN);
  await admin.page.goto("/settings/windows");
  await expect(admin.page.getByText(/everybody who shares a team with them/)).toBeVisible();
  await picture(admin.page, "opened-settings-light");
});
