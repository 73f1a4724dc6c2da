import { describe, expect, test } from "vitest";

import { knownLabels, labelOf, stepped } from "./labels";
import { after, row, signedIn } from "./made";

describe("a label", () => {
  test.each([
    [" vip ", { label: "vip" }],
    ["  ", { wrong: "empty" }],
    ["a,b", { wrong: "sign" }],
    ["a|b", { wrong: "sign" }],
    ["x".repeat(30), { label: "x".repeat(30) }],
    ["x".repeat(31), { wrong: "long" }],
    ["😀".repeat(30), { label: "😀".repeat(30) }],
  ] as const)("typed as %o is %o", (typed, expected) => {
    expect(labelOf(typed)).toEqual(expected);
  });

  test("is added once, whatever its case, and stands in order", () => {
    const add = (label: string) => ({ label, add: true });
    expect(stepped(["vip"], [add("VIP"), add("angry")])).toEqual(["angry", "vip"]);
    expect(stepped(["angry", "vip"], [{ label: "Angry", add: false }, add("late")])).toEqual(["late", "vip"]);
  });

  test("is offered by how many loaded conversations have it", () => {
    const rows = [["b"], ["a", "b"], []].map((labels, n) => row({ id: `${n}`, labels }));
    const loaded = after(signedIn, ...rows.map((each) => ({ kind: "row", row: each }) as const));
    expect(knownLabels(loaded)).toEqual(["b", "a"]);
  });
});
