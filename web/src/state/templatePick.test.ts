import { describe, expect, test } from "vitest";

import type { MessageTemplate } from "./model";
import { finds, sections, type Wish } from "./templatePick";

const template = (name: string, language: string, part: Partial<MessageTemplate> = {}): MessageTemplate => ({
  id: `${name}-${language}`,
  name,
  language,
  category: "utility",
  status: "approved",
  named: false,
  parts: [{ type: "body", text: "Your order is on its way, José." }],
  ...part,
});

const any: Wish = { search: "", language: "", category: "" };
const all = [
  template("order_sent", "es"),
  template("order_sent", "en"),
  template("again", "en", { category: "marketing", parts: [{ type: "body", text: "Still there?" }] }),
  template("broken", "en", { status: "paused" }),
  template("shelf", "en", { parts: [{ type: "carousel" }] }),
];
const told = (wish: Partial<Wish>, recent: string[] = []) =>
  sections(all, { ...any, ...wish }, recent).map((s) => [s.kind, ...s.items.map((t) => t.id)]);

describe("the templates", () => {
  test("stand by name with their languages, and behind them what may not be sent", () => {
    expect(told({})).toEqual([
      ["name", "again-en"],
      ["name", "order_sent-en", "order_sent-es"],
      ["unusable", "broken-en", "shelf-en"],
    ]);
  });

  test("used lately stand on top, once, unless they may not be sent any more", () => {
    expect(told({}, ["broken|en", "order_sent|es", "gone|en"])).toEqual([
      ["recent", "order_sent-es"],
      ["name", "again-en"],
      ["name", "order_sent-en"],
      ["unusable", "broken-en", "shelf-en"],
    ]);
  });

  test("are narrowed by language and category", () => {
    expect(told({ language: "es" })).toEqual([["name", "order_sent-es"]]);
    expect(told({ category: "marketing" })).toEqual([["name", "again-en"]]);
  });

  test("whose name is searched for come before those whose words are", () => {
    const items = [
      template("about_order", "en"),
      template("zz", "en", { parts: [{ type: "body", text: "about" }] }),
    ];
    const worded = template("aa", "en", { parts: [{ type: "body", text: "All about it" }] });
    const found = sections([worded, ...items], { ...any, search: "about" }, []);
    expect(found.map((s) => s.name)).toEqual(["about_order", "aa", "zz"]);
  });

  test.each([
    ["order sent", true],
    ["ORDER_SENT", true],
    ["jose way", true],
    ["jose elsewhere", false],
  ])("are found by all the words of %j: %s", (search, found) => {
    expect(finds(template("order_sent", "en"), search)).toBe(found);
  });
});
