import { describe, expect, test } from "vitest";

import { after, everything, listed, row, signedIn } from "./made";
import { listKey } from "./list";
import type { Down } from "./model";

const key = listKey(everything);
const asked = { kind: "listAsked", key, query: everything, more: false } as const;
const page = (...rows: ReturnType<typeof row>[]) =>
  ({ kind: "listPage", key, page: { items: rows, examined: rows.length }, more: false }) as const;
const hear = (frame: Partial<Down>) => ({ kind: "frame", frame: { t: "change", ...frame }, now: 0 }) as const;

const held = row({ id: "held", activityAt: "2026-11-20T10:00:00Z" });
const begun = row({ id: "begun", activityAt: "2026-11-20T11:00:00Z" });

describe("what happens between the reading of a list and its arrival", () => {
  test.each([
    ["the first time", after(signedIn, asked)],
    ["again", after(signedIn, ...listed(everything, key, [held]), asked)],
  ])("is not lost: a conversation that begins, %s", (_name, state) => {
    const s = after(state, hear({ rows: [begun] }), page(held));
    expect(s.lists[key]?.ids).toEqual(["begun", "held"]);
  });

  test("is not undone: a conversation that is gone stays away", () => {
    const s = after(
      signedIn,
      ...listed(everything, key, [held, begun]),
      asked,
      hear({ gone: ["begun"] }),
      page(begun, held),
    );
    expect(s.lists[key]?.ids).toEqual(["held"]);
    expect(s.rows["begun"]).toBeUndefined();
  });

  test("is forgotten with the next reading, which brings what is so by then", () => {
    const s = after(signedIn, asked, hear({ rows: [begun] }), page(held), asked, page(held));
    expect(s.lists[key]?.ids).toEqual(["held"]);
  });
});
