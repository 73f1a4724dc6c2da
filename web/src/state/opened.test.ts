import { describe, expect, test } from "vitest";

import { after, everything, listed, row, signedIn } from "./made";
import { listKey } from "./list";
import { isFree, isLent } from "./opened";

const anas = row({ id: "a", assignee: { userId: "ana" }, openToTeam: true });
const as = (role: "agent" | "admin") => {
  const { me } = signedIn;
  return { ...signedIn, me: me && { ...me, member: { ...me.member, role } } };
};

describe("what a warning has opened", () => {
  test.each([
    ["to a colleague's team", "agent", anas, true, true],
    ["as an admin sees it", "admin", anas, false, true],
    ["as the one who has it sees it", "agent", { ...anas, assignee: { userId: "me" } }, false, false],
    ["and is closed by now", "agent", { ...anas, status: "closed" as const }, true, false],
    ["not at all: a colleague's", "admin", { ...anas, openToTeam: false }, false, false],
    ["not at all: nobody's", "agent", row({ id: "n" }), false, true],
  ] as const)("%s", (_name, role, it, lent, free) => {
    expect([isLent(as(role), it), isFree(as(role), it)]).toEqual([lent, free]);
  });

  test("says so when it leaves, however often that is heard, and not when something else does", () => {
    const key = listKey(everything);
    const others = row({ id: "b", assignee: { userId: "me" } });
    const shown = after(signedIn, ...listed(everything, key, [anas, others]));
    const left = after(
      shown,
      { kind: "gone", id: "a" },
      { kind: "gone", id: "a" },
      { kind: "gone", id: "b" },
    );
    expect(left.gone).toEqual({ a: "shut", b: true });
    expect(left.lists[key]?.ids).toEqual([]);
    expect(after(left, { kind: "row", row: { ...anas, version: 2 } }).gone).toEqual({ b: true });
  });

  test("is one's own once it was taken", () => {
    const taken = after(
      signedIn,
      { kind: "row", row: anas },
      { kind: "patched", id: "a", patch: { assignee: { userId: "me" } } },
    );
    expect(isLent(taken, { ...anas, assignee: { userId: "me" } })).toBe(false);
    expect(after(taken, { kind: "gone", id: "a" }).gone).toEqual({ a: true });
  });
});
