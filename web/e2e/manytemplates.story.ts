import type { Page } from "@playwright/test";

import { ADMIN, expect, test } from "./story";

const MANY = 2_000;

const template = (n: number) => ({
  id: String(700_000 + n),
  name: `note_${String(n).padStart(5, "0")}`,
  language: n % 2 ? "en" : "de",
  category: n % 3 ? "utility" : "marketing",
  status: n % 10 ? "approved" : "paused",
  named: false,
  parts: [{ type: "body", text: n === 1_777 ? "Your tandem is ready." : "Come and see us, {{1}}." }],
});

/** An account with very many templates, which answers page by page; what is asked for is kept. */
async function crowded(page: Page): Promise<URLSearchParams[]> {
  const asked: URLSearchParams[] = [];
  const all = Array.from({ length: MANY }, (_, n) => template(n));
  await page.route(/\/api\/v1\/channels\/[^/]+\/templates(\?|$)/, async (route) => {
    const q = new URL(route.request().url()).searchParams;
    asked.push(q);
    const words = (q.get("search") ?? "").replaceAll("_", " ");
    const fit = all.filter(
      (t) =>
        `${t.name.replaceAll("_", " ")} ${t.parts[0]?.text ?? ""}`.toLowerCase().includes(words) &&
        (!q.get("language") || t.language === q.get("language")),
    );
    if (q.get("order") === "use")
      fit.sort((a, b) => Number(b.status === "approved") - Number(a.status === "approved"));
    const from = Number(q.get("cursor") ?? 0);
    const only = q.getAll("only");
    const items = only.length
      ? all.filter((t) => only.includes(`${t.name}|${t.language}`))
      : fit.slice(from, from + 50);
    const more = only.length === 0 && from + 50 < fit.length;
    const about = { syncing: false, languages: ["de", "en"], categories: ["marketing", "utility"] };
    await route.fulfill({ json: { items, ...about, ...(more ? { cursor: String(from + 50) } : {}) } });
  });
  return asked;
}

test("two thousand templates are scrolled, searched and picked from without all being read", async ({
  desk,
  phone,
}) => {
  const agent = await desk(ADMIN);
  const { page } = agent;
  test.setTimeout(240_000);
  const asked = await crowded(page);
  const customer = await phone.meet("Mara Many");
  await phone.write(customer, "Which one?");
  await agent.row("Mara Many").focus();
  await page.keyboard.press("Shift+T");
  const panel = page.getByRole("dialog", { name: "Send a template to Mara Many" });
  const options = panel.getByRole("option");
  await expect(options.first()).toContainText("note_00001");
  expect(asked.length).toBe(1);
  expect(await options.count()).toBeLessThan(40);

  // The end of what is here is no end: the next page comes by itself, and what is drawn stays little.
  const list = panel.getByRole("listbox", { name: "Templates" });
  await list.hover();
  await expect(async () => {
    await page.mouse.wheel(0, 700);
    await expect(panel.getByRole("option", { name: /note_0013\d/ }).first()).toBeVisible({ timeout: 250 });
  }).toPass();
  expect(await options.count()).toBeLessThan(40);
  expect(asked.length).toBeLessThan(10);

  // What has not been read is found all the same, by its name and by its words.
  const search = panel.getByRole("combobox", { name: "Find a template" });
  await search.fill("note 01999");
  await expect(options).toHaveCount(1);
  await expect(options).toContainText("note_01999");
  await search.fill("tandem");
  await expect(options).toHaveCount(1);
  await search.fill("no such words");
  await expect(panel.getByText("No template fits")).toBeVisible();
  await search.fill("");
  await panel.getByRole("combobox", { name: "Language" }).click();
  await page.getByRole("option", { name: "German", exact: true }).click();
  await expect(options.first()).toContainText("note_00002");
  await search.fill("tandem");
  await expect(panel.getByText("No template fits")).toBeVisible();

  // The settings list them in the same way.
  await page.goto("/settings/templates");
  const cards = page.getByRole("main").getByRole("listitem");
  await expect(cards.first()).toContainText("note_00000");
  expect(await cards.count()).toBeLessThan(40);
  await cards.first().hover();
  await expect(async () => {
    await page.mouse.wheel(0, 900);
    await expect(cards.filter({ hasText: /note_0012\d/ }).first()).toBeVisible({ timeout: 250 });
  }).toPass();
  expect(await cards.count()).toBeLessThan(40);
  await page.getByRole("textbox", { name: "Search templates" }).fill("tandem");
  await expect(cards).toHaveCount(1);
  await expect(cards).toContainText("note_01777");
});
