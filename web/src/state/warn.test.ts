import { describe, expect, test } from "vitest";

import { after, row, signedIn } from "./made";
import type { Conversation, Down, Warning } from "./model";
import { standing } from "./warn";

const start = Date.parse("2026-05-12T10:00:00Z");
const HOUR = 3_600_000;
const closesAt = new Date(start + HOUR).toISOString();
const waits = (id: string, part: Partial<Conversation> = {}) =>
  row({ id, windowClosesAt: closesAt, waitingSince: "2026-05-11T11:00:00Z", ...part });
const warning = (conversation: string, part: Partial<Warning> = {}): Warning => ({
  conversation,
  to: "assignee",
  closesAt,
  ...part,
});
const heard = (rows: Conversation[], warnings: Warning[]) => {
  const frame: Down = { t: "change", sequence: 1, rows, warnings };
  return { kind: "frame", frame, now: start } as const;
};
const ids = (s: typeof signedIn) => standing(s).map((w) => w.conversation);

describe("a warning", () => {
  const warned = after(signedIn, heard([waits("a")], [warning("a")]));

  test("stands while the customer waits, and once however often it is heard", () => {
    expect(ids(warned)).toEqual(["a"]);
    expect(ids(after(warned, heard([], [warning("a")])))).toEqual(["a"]);
  });

  test.each([
    ["somebody answers", { waitingSince: undefined }],
    ["the customer writes again", { windowClosesAt: new Date(start + 24 * HOUR).toISOString() }],
    ["the conversation is closed", { status: "closed" }],
    ["the server says that it is over", { windowOver: true }],
  ] as const)("goes when %s", (_, part) => {
    expect(ids(after(warned, { kind: "row", row: waits("a", { ...part, version: 2 }) }))).toEqual([]);
  });

  test("goes at the second the window closes", () => {
    expect(ids(after(warned, { kind: "ticked", at: start + HOUR - 1 }))).toEqual(["a"]);
    expect(ids(after(warned, { kind: "ticked", at: start + HOUR }))).toEqual([]);
  });

  test("waved away stays away, until the next audience is warned", () => {
    const waved = after(warned, { kind: "waved", ids: ["a"] });
    expect(ids(waved)).toEqual([]);
    expect(ids(after(waved, heard([], [warning("a")])))).toEqual([]);
    expect(standing(after(waved, heard([], [warning("a", { to: "supervisors" })])))).toMatchObject([
      { conversation: "a", to: "supervisors" },
    ]);
  });

  test("of several the most urgent stands first", () => {
    const sooner = new Date(start + HOUR / 2).toISOString();
    const both = after(
      warned,
      heard([waits("b", { windowClosesAt: sooner })], [warning("b", { closesAt: sooner })]),
    );
    expect(ids(both)).toEqual(["b", "a"]);
  });
});
