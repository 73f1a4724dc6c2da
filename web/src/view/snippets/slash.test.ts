import { describe, expect, test } from "vitest";

import { found, slashAt } from "./slash";

describe("a slash", () => {
  test.each([
    ["/", 1, { from: 0, query: "" }],
    ["/hel", 4, { from: 0, query: "hel" }],
    ["Hi /hel", 7, { from: 3, query: "hel" }],
    ["Hi\n/año-1", 9, { from: 3, query: "año-1" }],
    ["/hello there", 3, { from: 0, query: "he" }],
    ["and/or", 6, undefined],
    ["https://example.org", 19, undefined],
    ["/hel lo", 7, undefined],
    ["/ ", 2, undefined],
  ] as const)("in %o before %i asks for %o", (text, at, expected) => {
    expect(slashAt(text, at)).toEqual(expected);
  });

  test("asks for nothing while something is selected", () => {
    expect(slashAt("/hel", 0, 4)).toBeUndefined();
  });
});

test("snippets are found by shortcut first, then title, then body", () => {
  const of = (title: string, body: string, shortcut?: string) => ({ title, body, shortcut });
  const all = [
    of("Opening hours", "We open at nine.", "hours"),
    of("Hours at Easter", "Closed."),
    of("Address", "Find us within opening hours."),
    of("Refund", "Ten days.", "refund"),
  ];
  const titles = (query: string) => found(all, query).map((s) => s.title);
  expect(titles("hours")).toEqual(["Opening hours", "Hours at Easter", "Address"]);
  expect(titles("REF")).toEqual(["Refund"]);
  expect(titles("")).toHaveLength(4);
  expect(titles("zzz")).toEqual([]);
});
