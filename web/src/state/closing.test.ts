import { describe, expect, test } from "vitest";

import { closingQuery, waitingSoon } from "./closing";
import { closesSoon, deadlineOf, leftOf } from "./deadline";
import { compare, listKey } from "./list";
import { after, everything, listed, row, signedIn } from "./made";
import type { Query, State } from "./model";

const start = Date.parse("2026-05-12T10:00:00Z");
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const closes = (ms: number) => new Date(start + ms).toISOString();
const key = listKey(closingQuery);
const ids = (s: State, of = key) => s.lists[of]?.ids;
const at = (ms: number) => ({ kind: "ticked", at: start + ms }) as const;

describe("the deadline", () => {
  const window = { windowClosesAt: closes(HOUR) };
  test.each([
    ["of a window", row({ id: "a", ...window }), start + HOUR],
    [
      "of a person's longer one",
      row({ id: "a", ...window, humanWindowClosesAt: closes(5 * HOUR) }),
      start + 5 * HOUR,
    ],
    ["where there is none", row({ id: "a", channelKind: "webchat" }), 0],
    ["of comments, which have none", row({ id: "a", kind: "comment", ...window }), 0],
  ] as const)("%s", (_, candidate, expected) => {
    expect(deadlineOf(candidate)).toBe(expected);
  });

  test.each([
    [4 * HOUR + 1, "calm", false],
    [4 * HOUR, "soon", true],
    [HOUR, "urgent", true],
    [1, "urgent", true],
    [0, "closed", false],
  ] as const)("in %i ms is %s", (ms, level, soon) => {
    const candidate = row({ id: "a", windowClosesAt: closes(0) });
    expect(leftOf(candidate, start - ms)?.level).toBe(level);
    expect(closesSoon(candidate, start - ms)).toBe(soon);
  });

  test("is over once the server says so, and nothing that is closed closes soon", () => {
    const over = row({ id: "a", windowClosesAt: closes(HOUR), windowOver: true });
    expect(leftOf(over, start)).toEqual({ level: "closed", ms: 0 });
    expect(closesSoon(row({ id: "a", status: "closed", windowClosesAt: closes(HOUR) }), start)).toBe(false);
  });
});

test("sorted by it, the soonest stands first, then what is over, then what is done or has no window", () => {
  const rows = [
    row({ id: "none" }),
    row({ id: "done", status: "closed", windowClosesAt: closes(1), activityAt: closes(MINUTE) }),
    row({ id: "over", windowClosesAt: closes(-HOUR) }),
    row({ id: "late", windowClosesAt: closes(2 * HOUR) }),
    row({ id: "soon", windowClosesAt: closes(HOUR) }),
  ];
  const sorted = rows.toSorted((a, b) => compare("deadline", a, b, start)).map((r) => r.id);
  expect(sorted).toEqual(["soon", "late", "over", "done", "none"]);
});

describe("the view of what closes soon", () => {
  const rows = [
    row({ id: "first", windowClosesAt: closes(30 * MINUTE), waitingSince: closes(0) }),
    row({ id: "second", windowClosesAt: closes(3 * HOUR) }),
    row({ id: "later", windowClosesAt: closes(4 * HOUR + 10 * MINUTE), waitingSince: closes(0) }),
  ];
  const loaded = after(signedIn, ...listed(closingQuery, key, rows));

  test("shows four hours of the quarter more that it read", () => {
    expect(ids(loaded)).toEqual(["first", "second"]);
    expect(waitingSoon(loaded)).toEqual({ count: 1, more: false, first: "first" });
  });

  test("takes a row in at the second it comes within, and lets one go at the second it closes", () => {
    expect(after(loaded, at(10 * MINUTE - 1))).toBe(loaded);
    expect(ids(after(loaded, at(10 * MINUTE)))).toEqual(["first", "second", "later"]);
    const before = after(loaded, at(30 * MINUTE - 1));
    expect(ids(before)).toContain("first");
    expect(ids(after(before, at(30 * MINUTE)))).toEqual(["second", "later"]);
  });

  test("loses a row whose customer writes, and one that is closed", () => {
    const wrote = {
      kind: "row",
      row: { ...row({ id: "first" }), version: 2, windowClosesAt: closes(24 * HOUR) },
    } as const;
    expect(ids(after(loaded, wrote))).toEqual(["second"]);
    const shut = { kind: "patched", id: "second", patch: { status: "closed" } } as const;
    expect(ids(after(loaded, shut))).toEqual(["first"]);
  });

  test("holds still when a clock jumps there and back", () => {
    const there = after(loaded, at(5 * HOUR));
    expect(ids(there)).toEqual([]);
    expect(ids(after(there, at(0)))).toEqual(["first", "second"]);
  });
});

test("a list by deadline moves what has closed behind what is open, several at once", () => {
  const query: Query = { ...everything, sort: "deadline" };
  const of = listKey(query);
  const rows = ["a", "b", "c"].map((id, n) => row({ id, windowClosesAt: closes((n + 1) * HOUR) }));
  const loaded = after(signedIn, ...listed(query, of, rows));
  expect(ids(after(loaded, at(2 * HOUR)), of)).toEqual(["c", "a", "b"]);
});
