import { AxeBuilder } from "@axe-core/playwright";

import { expect, test } from "./story";
import { openShop, Visitor } from "./visitor";

for (const [look, colorScheme, width] of [
  ["light", "light", 1280],
  ["dark", "dark", 1280],
  ["a phone", "light", 390],
] as const) {
  test(`by keyboard alone, and nothing for axe to say: ${look}`, async ({ browser, baseURL }) => {
    const shop = await openShop(baseURL ?? "", `Keys ${look}`, {
      colour: look === "dark" ? "#ffd166" : "#2f5d8a",
    });
    const context = await browser.newContext({
      locale: "en-GB",
      colorScheme,
      reducedMotion: "reduce",
      viewport: { width, height: 800 },
    });
    const visitor = await Visitor.at(context, shop);
    const { page } = visitor;
    const wrong: string[] = [];
    page.on("console", (m) => {
      if (m.type() === "error") wrong.push(m.text());
    });
    const axe = async (): Promise<void> => {
      const found = await new AxeBuilder({ page }).include("transom-chat").analyze();
      expect(found.violations).toEqual([]);
    };
    await axe();
    await visitor.launcher.focus();
    await page.keyboard.press("Enter");
    await expect(visitor.text).toBeFocused();
    await page.keyboard.type("By keyboard, first line");
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.type("and a second one.");
    await page.keyboard.press("Enter");
    await visitor.stored("and a second one.");
    await expect(visitor.text).toBeFocused();
    await axe();
    const box = await visitor.panel.boundingBox();
    if (width === 390) expect(box).toEqual({ x: 0, y: 0, width: 390, height: 800 });
    await page.keyboard.press("Tab");
    await expect(visitor.panel.getByRole("button", { name: "Send" })).toBeFocused();
    if (width === 390) {
      await page.keyboard.press("Tab"); // around, not out of what covers the page
      await expect(visitor.panel.getByRole("button", { name: "Close chat" })).toBeFocused();
    }
    await page.keyboard.press("Escape");
    await expect(visitor.launcher).toBeFocused();
    expect(wrong).toEqual([]);
    await context.close();
  });
}
