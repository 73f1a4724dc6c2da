import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** No rule of WCAG A or AA is broken seriously. What is not a matter of colours is the same in the dark. */
export async function sound(page: Page, scheme: "light" | "dark", screen: string): Promise<void> {
  const axe = new AxeBuilder({ page });
  if (scheme === "dark") axe.withRules("color-contrast");
  const { violations } = await axe.analyze();
  const serious = violations.filter((v) => v.impact === "serious" || v.impact === "critical");
  const told = serious.map(
    (v) =>
      `${v.id}: ${v.help}\n${v.nodes.map((n) => `  ${n.html.slice(0, 160)}\n  ${n.failureSummary ?? ""}`).join("\n")}`,
  );
  expect.soft(told, screen).toEqual([]);
}
