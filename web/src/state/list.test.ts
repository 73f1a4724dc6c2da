import { describe, expect, test } from "vitest";

import { compare, listKey, matches } from "./list";
import { after, everything, listed, row, signedIn } from "./made";
import type { Query } from "./model";
import { rowOf } from "./rows";

const key = listKey(everything);
const look = { me: "me", at: Date.parse("2026-05-12T10:00:00Z") };
const at = (minute: number) => `2026-05-12T10:${String(minute).padStart(2, "0")}:00Z`;
const [a, b, c] = [
  row({ id: "a", activityAt: at(30) }),
  row({ id: "b", activityAt: at(20) }),
  row({ id: "c", activityAt: at(10) }),
];

describe("a list", () => {
  test("moves a row up when it becomes newer", () => {
    const s = after(signedIn, ...listed(everything, key, [a, b, c]), {
      kind: "row",
      row: { ...c, version: 2, activityAt: at(40) },
    });
    expect(s.lists[key]?.ids).toEqual(["c", "a", "b"]);
  });

  test("leaves a row out that belongs below what is loaded", () => {
    const old = { kind: "row", row: row({ id: "old", activityAt: at(1) }) } as const;
    expect(after(signedIn, ...listed(everything, key, [a, b], "more"), old).lists[key]?.ids).toEqual([
      "a",
      "b",
    ]);
    expect(after(signedIn, ...listed(everything, key, [a, b]), old).lists[key]?.ids).toEqual([
      "a",
      "b",
      "old",
    ]);
  });

  test("compares instants, whatever the length of their fractions", () => {
    const late = row({ id: "x", activityAt: "2026-05-12T10:00:00.5Z" });
    const early = row({ id: "y", activityAt: "2026-05-12T10:00:00Z" });
    expect(compare("newest", late, early, 0)).toBeLessThan(0);
  });

  test("by waiting puts the longest first and those who do not wait behind", () => {
    const rows = [
      row({ id: "no", activityAt: at(1) }),
      row({ id: "short", waitingSince: at(30) }),
      row({ id: "long", waitingSince: at(5) }),
    ];
    expect(rows.toSorted((x, y) => compare("oldest", x, y, 0)).map((r) => r.id)).toEqual([
      "long",
      "short",
      "no",
    ]);
  });
});

describe("an optimistic act", () => {
  const open: Query = { ...everything, view: "unassigned" };
  const openKey = listKey(open);

  test("takes the row out of the list at once, and back when it is refused", () => {
    const loaded = after(signedIn, ...listed(open, openKey, [a, b]));
    const taken = after(loaded, { kind: "patched", id: "a", patch: { assignee: { userId: "me" } } });
    expect(taken.lists[openKey]?.ids).toEqual(["b"]);
    expect(rowOf(taken, "a")?.assignee?.userId).toBe("me");
    const back = after(taken, { kind: "unpatched", id: "a" });
    expect(back.lists[openKey]?.ids).toEqual(["a", "b"]);
    expect(rowOf(back, "a")?.assignee).toBeUndefined();
  });

  test("gives the same value at every look", () => {
    const s = after(signedIn, { kind: "row", row: a }, { kind: "patched", id: "a", patch: { unread: 0 } });
    expect(rowOf(s, "a")).toBe(rowOf(s, "a"));
  });
});

describe("a view", () => {
  const mine = { userId: "me" };
  test.each([
    ["mine", row({ id: "x", assignee: mine }), true],
    ["mine", row({ id: "x", assignee: mine, status: "closed" }), false],
    ["unassigned", row({ id: "x" }), true],
    ["unassigned", row({ id: "x", status: "pending" }), false],
    ["assigned", row({ id: "x", assignee: { teamId: "t" } }), true],
    ["assigned", row({ id: "x" }), false],
    ["pending", row({ id: "x", status: "pending" }), true],
    ["closed", row({ id: "x", status: "closed" }), true],
    ["all", row({ id: "x", status: "closed" }), true],
  ] as const)("%s holds what belongs to it", (view, candidate, expected) => {
    expect(matches({ ...everything, view }, candidate, look)).toBe(expected);
  });

  test("narrows by channel, by waiting and by kind", () => {
    expect(matches({ ...everything, channel: ["other"] }, a, look)).toBe(false);
    expect(matches({ ...everything, unanswered: true }, a, look)).toBe(false);
    expect(matches({ ...everything, kind: "comment" }, a, look)).toBe(false);
  });
});
