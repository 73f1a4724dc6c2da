import type { BrowserContext, Page } from "@playwright/test";

import { ADMIN, ANA, expect, test } from "./story";

const notice = (page: Page) => page.getByRole("region", { name: "Windows that close soon" });

/** Counts what a browser does aloud, over all of its tabs; a real notification would leave the page. */
async function listen(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const count = (what: string) =>
      localStorage.setItem(what, String(Number(localStorage.getItem(what) ?? "0") + 1));
    const start = AudioContext.prototype.createOscillator;
    AudioContext.prototype.createOscillator = function () {
      count("tones");
      return start.call(this);
    };
    class Shown extends EventTarget {
      static permission = "granted";
      static requestPermission = () => Promise.resolve("granted");
      constructor(title: string, options: { body: string }) {
        super();
        count("shown");
        localStorage.setItem("said", `${title} ${options.body}`);
        Object.assign(window, { shown: this });
      }
      close() {}
    }
    Object.assign(window, { Notification: Shown });
  });
}

const counted = (page: Page, what: string) => page.evaluate((key) => localStorage.getItem(key), what);

test("a warning reaches whoever has it, then their supervisors, and goes with the answer", async ({
  desk,
  phone,
  pass,
}) => {
  await pass("192h");
  const ana = await desk(ANA);
  const admin = await desk(ADMIN);
  const customer = await phone.meet("Wanda Wartet");
  await phone.write(customer, "Can you tell me what it costs?");
  const thread = await ana.open("Wanda Wartet");
  await thread.take();
  await ana.page.keyboard.press("Escape");
  await ana.page.keyboard.press("Escape");

  await pass("22h5m");
  await expect(notice(ana.page)).toContainText("Wanda Wartet waits");
  await expect(notice(ana.page)).toContainText(/The window closes in \dh|The window closes in 1\d\dm/);
  await expect(notice(ana.page)).toContainText("You have this conversation.");
  await expect(ana.page).toHaveTitle(/^⏳ 1 ·/);
  await expect(ana.page.getByRole("status").filter({ hasText: "Wanda Wartet waits." })).toHaveCount(1);
  // Nobody else is told yet: the row is there, and its change was heard.
  await expect(admin.row("Wanda Wartet")).toContainText(/left/);
  await expect(notice(admin.page)).toHaveCount(0);
  await notice(ana.page).getByRole("button", { name: "Dismiss" }).click();
  await expect(notice(ana.page)).toHaveCount(0);

  await pass("1h30m");
  await expect(notice(admin.page)).toContainText("Wanda Wartet waits");
  await expect(notice(admin.page)).toContainText("You are told as a supervisor.");
  await notice(admin.page).getByRole("button", { name: "Open" }).click();
  const seen = await admin.thread("Wanda Wartet");
  await expect(seen.said("Can you tell me what it costs?")).toBeVisible();
  await expect(notice(admin.page)).toHaveCount(0);

  await ana.page.reload();
  const again = await ana.open("Wanda Wartet");
  await again.answer("Forty euros, delivery included.");
  await expect(admin.page).not.toHaveTitle(/⏳/);
});

test("what is before one's eyes is told by its composer, and at the edge once one looks away", async ({
  desk,
  phone,
  pass,
}) => {
  await pass("192h");
  const admin = await desk(ADMIN);
  const customer = await phone.meet("Vera Vorne");
  await phone.write(customer, "Shall I come by?");
  const thread = await admin.open("Vera Vorne");
  await pass("22h5m");
  await expect(admin.page.getByRole("status").filter({ hasText: "Vera Vorne waits." })).toHaveCount(1);
  await expect(thread.region.getByRole("timer")).toContainText(/1:5\d:\d\d left/);
  await expect(notice(admin.page)).toHaveCount(0);
  // A note leaves the time where it is; what hides it brings the notice.
  await admin.page.getByRole("radio", { name: "Note" }).click();
  await expect(thread.note).toBeFocused();
  await expect(thread.region.getByRole("timer")).toBeVisible();
  await admin.page.keyboard.press("Escape");
  await admin.page.keyboard.press("Shift+T");
  await expect(thread.region.getByRole("combobox", { name: "Find a template" })).toBeFocused();
  await expect(notice(admin.page)).toContainText("Vera Vorne waits");
  await admin.page.keyboard.press("Escape");
  await expect(notice(admin.page)).toHaveCount(0);
  await admin.page.getByRole("link", { name: "Settings" }).click();
  await expect(notice(admin.page)).toContainText("Vera Vorne waits");
  await notice(admin.page).getByRole("button", { name: "Open" }).click();
  await expect(thread.said("Shall I come by?")).toBeVisible();
  await expect(notice(admin.page)).toHaveCount(0);
});

test("several windows that close soon are told as one, and lead to their view", async ({
  desk,
  phone,
  pass,
}) => {
  await pass("192h");
  const admin = await desk(ADMIN);
  for (const name of ["Tick Eins", "Tack Zwei", "Tuck Drei"]) {
    await phone.write(await phone.meet(name), `This is ${name}.`);
    await expect(admin.row(name)).toBeVisible();
  }
  await pass("22h30m");
  await expect(notice(admin.page)).toContainText("3 windows close soon");
  await notice(admin.page).getByRole("button", { name: "Show them" }).click();
  await expect(admin.page).toHaveURL(/view=closing/);
  for (const name of ["Tick Eins", "Tack Zwei", "Tuck Drei"]) await expect(admin.row(name)).toBeVisible();
  await expect(notice(admin.page)).toHaveCount(0);
});

test("a sound and a desktop notification come once, to whoever asked, in however many tabs", async ({
  desk,
  phone,
  pass,
}) => {
  await pass("192h");
  const admin = await desk(ADMIN);
  const { page } = admin;
  const context = page.context();
  await listen(context);
  await page.goto("/settings/device");
  const sounds = page.getByRole("switch", { name: /^Sound when a window closes soon/ });
  await expect(sounds).not.toBeChecked();
  await sounds.click();
  await page.getByRole("switch", { name: /^Desktop notification/ }).click();
  await expect(page.getByRole("switch", { name: /^Desktop notification/ })).toBeChecked();
  await expect.poll(() => counted(page, "tones")).toBe("2");

  const second = await context.newPage();
  await second.goto("/inbox");
  await expect(second.getByText("Live", { exact: true })).toBeVisible();
  await second.getByRole("heading", { name: "All" }).click();
  await page.goto("/inbox");
  await admin.live();
  await page.getByRole("heading", { name: "All" }).click();

  const customer = await phone.meet("Klara Klingel");
  await phone.write(customer, "My card number is nobody's business.");
  await expect(admin.row("Klara Klingel")).toBeVisible();
  await pass("22h5m");
  for (const tab of [page, second]) await expect(notice(tab)).toContainText("Klara Klingel waits");
  await expect.poll(() => counted(page, "shown")).toBe("1");
  await expect.poll(() => counted(page, "tones")).toBe("4");
  const said = await counted(page, "said");
  expect(said).toMatch(/^Klara Klingel waits The window closes in .*\.$/);
  expect(said).not.toContain("card");

  const told = (await page.evaluate(() => "shown" in window)) ? page : second;
  await told.evaluate(() =>
    (window as unknown as { shown: EventTarget }).shown.dispatchEvent(new Event("click")),
  );
  await expect(told.getByRole("region", { name: "Conversation with Klara Klingel" })).toBeVisible();
});
