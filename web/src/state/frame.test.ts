import { describe, expect, test } from "vitest";

import { listKey } from "./list";
import { after, everything, listed, message, row, signedIn } from "./made";
import type { Counters, Down } from "./model";

const counters = (unassigned: number): Counters => ({
  open: 9,
  pending: 0,
  unassigned,
  unanswered: 3,
  unansweredComments: 0,
});
const hear = (frame: Down) => ({ kind: "frame", frame, now: 0 }) as const;
const welcome = hear({ t: "welcome", sequence: 10, counters: counters(1), presence: [] });
const change = (sequence: number, part: Partial<Down>) => hear({ t: "change", sequence, ...part });

describe("a frame", () => {
  test("moves a row only to a higher version", () => {
    const s = after(
      signedIn,
      welcome,
      change(11, { rows: [row({ id: "a", version: 5, unread: 2 })] }),
      change(12, { rows: [row({ id: "a", version: 4, unread: 9 })] }),
    );
    expect(s.rows["a"]?.unread).toBe(2);
    expect(s.sequence).toBe(12);
  });

  test("heard twice changes nothing the second time", () => {
    const frame = change(11, {
      rows: [row({ id: "a", version: 2 })],
      messages: [message(1)],
      counters: counters(4),
    });
    const once = after(
      signedIn,
      welcome,
      { kind: "threadPage", id: "a", page: [], more: false, older: false },
      frame,
    );
    const twice = after(once, frame);
    expect(twice).toEqual(once);
  });

  test("that skips a sequence marks a gap, and keeps the place from which hello asks", () => {
    const s = after(signedIn, welcome, change(13, { rows: [row({ id: "a" })] }));
    expect(s.gap).toBe(true);
    expect(s.sequence).toBe(10);
    expect(s.rows["a"]).toBeDefined();
    const healed = after(s, hear({ t: "welcome", sequence: 13, changed: [] }));
    expect(healed).toMatchObject({ gap: false, sequence: 13 });
  });

  test("without a sequence brings a delivery state and moves nothing else", () => {
    const sent = message(1, { direction: "out", status: "sent" });
    const s = after(
      signedIn,
      welcome,
      { kind: "threadPage", id: "a", page: [sent], more: false, older: false },
      hear({ t: "change", messages: [{ ...sent, status: "delivered" }] }),
    );
    expect(s.threads["a"]?.messages[0]?.status).toBe("delivered");
    expect(s.sequence).toBe(10);
  });

  test("that is old does not bring old counters back", () => {
    const s = after(
      signedIn,
      welcome,
      change(11, { counters: counters(7) }),
      change(10, { counters: counters(2) }),
    );
    expect(s.counters?.unassigned).toBe(7);
  });

  test("takes away what a person may no longer see", () => {
    const key = listKey(everything);
    const s = after(
      signedIn,
      welcome,
      ...listed(everything, key, [row({ id: "a" })]),
      change(11, { gone: ["a"] }),
    );
    expect(s.rows["a"]).toBeUndefined();
    expect(s.lists[key]?.ids).toEqual([]);
    expect(s.gone).toEqual({ a: true });
    expect(after(s, change(12, { rows: [row({ id: "a", version: 3 })] })).gone).toEqual({});
  });

  test("in several pieces of one sequence is heard whole", () => {
    const s = after(
      signedIn,
      welcome,
      change(11, { rows: [row({ id: "a" })] }),
      change(11, { rows: [row({ id: "b" })], gone: ["a"] }),
    );
    expect(Object.keys(s.rows)).toEqual(["b"]);
    expect(s.gap).toBe(false);
  });

  test("with the server's time sets the clock", () => {
    const s = after(signedIn, {
      kind: "frame",
      now: 1000,
      frame: { t: "pong", now: "1970-01-01T00:01:01Z" },
    });
    expect(s.clockOffset).toBe(60_000);
  });
});

describe("any order and repetition of changes", () => {
  test("ends in the same rows", () => {
    const frames = [2, 3, 4, 5].map((version) =>
      change(9 + version, { rows: [row({ id: "a", version, unread: version })] }),
    );
    const orders = [
      frames,
      frames.toReversed(),
      [...frames, ...frames],
      [3, 0, 2, 1, 0].flatMap((i) => frames[i] ?? []),
    ];
    for (const order of orders) expect(after(signedIn, welcome, ...order).rows["a"]?.version).toBe(5);
  });
});
