import { ADMIN, expect, test } from "./story";

test("a conversation is found, answered, noted, closed and opened again without a pointer", async ({
  desk,
  phone,
  pass,
}) => {
  const agent = await desk(ADMIN);
  const { keyboard } = agent.page;
  for (const name of ["Kaya Lundqvist", "Milo Ferreira"]) {
    const customer = await phone.meet(name);
    await phone.write(customer, `Hello, this is ${name}.`);
    await expect(agent.row(name)).toBeVisible();
    // WhatsApp's times are whole seconds: the two shall not share one.
    await pass("2s");
  }

  await keyboard.press("j");
  await expect(agent.row("Milo Ferreira")).toBeFocused();
  await keyboard.press("j");
  await expect(agent.row("Kaya Lundqvist")).toBeFocused();
  await expect(agent.row("Kaya Lundqvist")).toHaveCSS("outline-style", "solid");
  await keyboard.press("k");
  await expect(agent.row("Milo Ferreira")).toBeFocused();
  await keyboard.press("Enter");
  const thread = await agent.thread("Milo Ferreira");

  await keyboard.press("r");
  await expect(thread.reply).toBeFocused();
  await keyboard.type("I see you.");
  await keyboard.press("Escape");
  await expect(agent.row("Milo Ferreira")).toBeFocused();
  await expect(thread.reply).toHaveValue("I see you.");

  await keyboard.press("n");
  await expect(thread.note).toBeFocused();
  await keyboard.type("Regular customer.");
  await keyboard.press("Enter");
  await expect(thread.said("Regular customer.")).toContainText("Private note");

  await keyboard.press("Escape");
  await keyboard.press("e");
  await expect(thread.event("You closed this")).toBeVisible();
  await expect(agent.row("Milo Ferreira")).toContainText("Closed");
  await keyboard.press("o");
  await expect(thread.event("You opened this again")).toBeVisible();

  // With a thread open, j opens the next one.
  await keyboard.press("j");
  await agent.thread("Kaya Lundqvist");
  await keyboard.press("k");
  await agent.thread("Milo Ferreira");
  await keyboard.press("r");
  await expect(thread.reply).toBeFocused();
  await expect(thread.reply).toHaveValue("I see you.");
  await keyboard.press("Control+Enter");
  await expect(thread.said("I see you.")).toContainText("Delivered");
  await expect(agent.row("Milo Ferreira")).toContainText("Closed");
});

test("dialogs open by key, keep the focus inside and give it back", async ({ desk, phone }) => {
  const agent = await desk(ADMIN);
  const { keyboard } = agent.page;
  const customer = await phone.meet("Vera Kolchak");
  await phone.write(customer, "Are you there?");
  await expect(agent.row("Vera Kolchak")).toBeVisible();
  await keyboard.press("j");
  await keyboard.press("Enter");
  const thread = await agent.thread("Vera Kolchak");
  await expect(agent.row("Vera Kolchak")).toBeFocused();

  await keyboard.press("?");
  const sheet = agent.page.getByRole("dialog", { name: "Keyboard" });
  await expect(sheet).toContainText("Next conversation");
  await expect(sheet.locator(":focus")).toHaveCount(1);
  await keyboard.press("e");
  await keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await expect(agent.row("Vera Kolchak")).toBeFocused();
  await expect(agent.row("Vera Kolchak")).not.toContainText("Closed");

  await keyboard.press("Control+k");
  const palette = agent.page.getByPlaceholder("What do you want to do?");
  await expect(palette).toBeFocused();
  await keyboard.press("Escape");
  await expect(palette).toBeHidden();
  await expect(agent.row("Vera Kolchak")).toBeFocused();

  await keyboard.press("Control+k");
  await expect(palette).toBeFocused();
  await keyboard.type("take");
  await keyboard.press("Enter");
  await expect(palette).toBeHidden();
  await expect(thread.event("You took this")).toBeVisible();

  // From the composer as well, with what was written left alone.
  await keyboard.press("r");
  await expect(thread.reply).toBeFocused();
  await keyboard.type("I am");
  await keyboard.press("Control+k");
  await expect(palette).toBeFocused();
  await keyboard.press("Escape");
  await expect(thread.reply).toBeFocused();
  await expect(thread.reply).toHaveValue("I am");

  await keyboard.press("Escape");
  await keyboard.press("a");
  await expect(agent.page.getByPlaceholder("Find a colleague")).toBeFocused();
  await keyboard.type("ben");
  await expect(agent.page.getByRole("option", { name: /^Ben / })).toBeVisible();
  await keyboard.press("Enter");
  await expect(thread.event("You assigned this to Ben Fischer")).toBeVisible();

  await keyboard.press("g");
  await keyboard.press("u");
  await expect(agent.list.getByRole("heading", { name: "Unassigned" })).toBeVisible();
});

test("every control on the way through the page shows its focus", async ({ desk, phone }) => {
  const agent = await desk(ADMIN);
  const customer = await phone.meet("Ines Pacheco");
  await phone.write(customer, "Good evening.");
  await agent.open("Ines Pacheco");
  await agent.page.locator("body").evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  const seen = new Set<string>();
  for (let i = 0; i < 50; i++) {
    await agent.page.keyboard.press("Tab");
    const here = await agent.page.evaluate(focusOf);
    if (!here) continue;
    expect(here.shown, `the focus on ${here.name} can be seen`).toBe(true);
    seen.add(here.name);
  }
  expect([...seen], "reached with Tab").toEqual(
    expect.arrayContaining([
      "Search actions",
      "Settings",
      "Filter and sort",
      "Take",
      "Assign",
      "Close",
      "Reply to Ines Pacheco",
    ]),
  );
});

/** What has the focus, and whether it, or a frame around it, looks different from when it has not. */
function focusOf(): { name: string; shown: boolean } | undefined {
  const el = document.activeElement;
  if (!(el instanceof HTMLElement) || el === document.body) return undefined;
  const name = el.getAttribute("aria-label") ?? el.textContent?.trim().slice(0, 40) ?? el.tagName;
  const frames: Element[] = [el];
  for (let up = el.parentElement; up && frames.length < 5; up = up.parentElement) frames.push(up);
  const look = () =>
    frames
      .flatMap((frame) => [getComputedStyle(frame), getComputedStyle(frame, "::after")])
      .map((s) =>
        [s.outlineStyle, s.outlineColor, s.boxShadow, s.borderColor, s.backgroundColor, s.top].join(),
      )
      .join();
  const focused = look();
  el.blur();
  const without = look();
  el.focus({ preventScroll: true });
  return { name, shown: focused !== without };
}
