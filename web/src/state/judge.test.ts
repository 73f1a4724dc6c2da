import { readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import { judge, permitted, writes, type Sender, type Verdict, type Windows } from "./judge";
import { row } from "./made";

interface Case {
  name: string;
  row: Windows;
  by: Sender;
  now: string;
  expect: Omit<Verdict, "until"> & { until?: string };
}

const cases = JSON.parse(
  readFileSync(new URL("../../../shared/rules/testdata/judge.json", import.meta.url), "utf8"),
) as Case[];

test("the client judges every case as the server does", () => {
  expect(cases.length).toBeGreaterThan(500);
  for (const { name, row, by, now, expect: said } of cases) {
    const { until, ...rest } = judge(row, by, Date.parse(now));
    expect({ ...rest, until }, name).toEqual({
      ...said,
      until: said.until ? Date.parse(said.until) : undefined,
    });
  }
});

describe("a person", () => {
  const closes = "2026-05-12T14:05:00Z";
  const at = Date.parse(closes);

  test("may write until the millisecond before the end", () => {
    const open = row({ id: "a", windowClosesAt: closes });
    expect(writes(permitted(open, at - 1))).toBe(true);
    expect(permitted(open, at)).toMatchObject({ permit: "template", ways: ["template", "wait", "note"] });
  });

  test("may not once the server says that it is over, though this machine's clock is behind", () => {
    const over = row({ id: "a", windowClosesAt: closes, windowExpired: true, windowOver: true });
    expect(permitted(over, at - 3_600_000).permit).toBe("template");
  });

  test("still may for longer when only everybody's window is over", () => {
    const human = "2026-05-18T14:05:00Z";
    const meta = row({
      id: "a",
      channelKind: "messenger",
      windowClosesAt: closes,
      humanWindowClosesAt: human,
      windowExpired: true,
    });
    expect(permitted(meta, at - 1)).toMatchObject({ permit: "human_agent", until: Date.parse(human) });
    expect(permitted({ ...meta, windowOver: true }, at).permit).toBe("wait");
  });
});
