import { readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import { apply } from "./apply";
import { permitted, type Windows } from "./judge";
import { row } from "./made";
import { nothing, type Channel } from "./model";
import { reach } from "./reach";

interface Case {
  name: string;
  row: Windows;
  humanAgent: boolean;
  until?: string;
}

const cases = JSON.parse(
  readFileSync(new URL("../../../shared/rules/testdata/reach.json", import.meta.url), "utf8"),
) as Case[];

test("how long a person may answer is what the server says", () => {
  expect(cases.length).toBeGreaterThan(20);
  for (const { name, row, humanAgent, until } of cases) {
    const got = reach(row, humanAgent).humanWindowClosesAt ?? row.windowClosesAt;
    expect(got && Date.parse(got), name).toBe(until && Date.parse(until));
  }
});

describe("a row", () => {
  const closes = "2026-05-12T14:05:00.000Z";
  const at = Date.parse(closes);
  const day = 24 * 3_600_000;
  const held = row({
    id: "a",
    channelId: "c",
    channelKind: "messenger",
    windowClosesAt: closes,
    humanWindowClosesAt: closes,
  });
  const channel = (humanAgent: boolean) => ({ id: "c", humanAgent }) as Channel;
  const after = (...rights: boolean[]) =>
    rights.reduce(
      (state, right) => apply(state, { kind: "channels", channels: [channel(right)] }),
      apply(nothing, { kind: "row", row: { ...held, windowExpired: true, windowOver: true } }),
    ).rows["a"] ?? held;

  test("is judged by the right that its channel has now, and not by the one it had", () => {
    expect(permitted(after(true), at + day).permit).toBe("human_agent");
    expect(permitted(after(true), at + 6 * day).permit).toBe("wait");
    expect(permitted(after(true, false), at + day).permit).toBe("wait");
    expect(permitted(after(true, false, true), at + day).permit).toBe("human_agent");
    expect(permitted(after(false), at + day).permit).toBe("wait");
  });

  test("that comes later is judged alike", () => {
    const state = apply(nothing, { kind: "channels", channels: [channel(true)] });
    const late = apply(state, { kind: "row", row: held }).rows["a"] ?? held;
    expect(permitted(late, at + day).permit).toBe("human_agent");
  });
});
