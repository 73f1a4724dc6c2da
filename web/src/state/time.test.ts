import { describe, expect, test } from "vitest";

import { row } from "./made";
import { countdown, largestUnit, timeLeft } from "./time";
import { ulid, ulidTime } from "./ulid";

const HOUR = 3_600_000;
const closes = Date.parse("2026-05-12T14:05:00Z");
const open = row({ id: "a", windowClosesAt: "2026-05-12T14:05:00Z" });

describe("the time left", () => {
  test.each([
    [4 * HOUR + 1, "calm"],
    [4 * HOUR, "soon"],
    [HOUR + 1, "soon"],
    [HOUR, "urgent"],
    [1, "urgent"],
    [0, "closed"],
    [-1, "closed"],
  ] as const)("of %i ms is %s", (ms, level) => {
    expect(timeLeft(open, closes - ms)?.level).toBe(level);
  });

  test("is over once the server says so, though this machine's clock is behind", () => {
    expect(timeLeft({ ...open, windowExpired: true }, closes - HOUR)).toMatchObject({
      level: "closed",
      ms: 0,
    });
  });

  test("is a person's own where the platform gives them longer, and says so", () => {
    const meta = row({
      id: "a",
      channelKind: "instagram",
      windowClosesAt: "2026-05-12T14:05:00Z",
      humanWindowClosesAt: "2026-05-18T14:05:00Z",
      windowExpired: true,
    });
    expect(timeLeft({ ...meta, windowExpired: false }, closes - 1)?.rule).toBe("meta_24h");
    expect(timeLeft(meta, closes)).toMatchObject({ rule: "human_7d", level: "calm" });
    expect(timeLeft({ ...meta, windowOver: true }, closes + 144 * HOUR)).toMatchObject({
      rule: "human_7d",
      level: "closed",
    });
    const none = { ...meta, humanWindowClosesAt: meta.windowClosesAt };
    expect(timeLeft(none, closes)).toMatchObject({ rule: "meta_24h", level: "closed" });
  });

  test("is perhaps some, where the customer came by an ad", () => {
    const ad = row({
      id: "a",
      channelKind: "messenger",
      windowClosesAt: "2026-05-12T14:05:00Z",
      adWindowClosesAt: "2026-05-18T14:05:00Z",
      windowExpired: true,
      windowOver: true,
    });
    expect(timeLeft(ad, closes + HOUR)).toMatchObject({ permit: "perhaps", rule: "ad_7d", level: "calm" });
    expect(timeLeft(ad, closes + 144 * HOUR)).toMatchObject({ permit: "wait", rule: "ad_7d", ms: 0 });
  });

  test("has never begun where only we wrote", () => {
    const left = timeLeft(row({ id: "a" }), closes);
    expect(left).toMatchObject({ level: "closed", permit: "template", rule: "whatsapp_24h" });
    expect(left?.closesAt).toBeUndefined();
  });

  test("does not exist without a window", () => {
    expect(timeLeft(row({ id: "a", channelKind: "webchat" }), closes)).toBeUndefined();
    expect(timeLeft(row({ id: "a", channelKind: "messenger", kind: "comment" }), closes)).toBeUndefined();
  });

  test.each([
    [0, "0:00"],
    [1, "0:01"],
    [59_001, "1:00"],
    [12 * 60_000 + 8_000, "12:08"],
    [3 * HOUR + 12 * 60_000 + 8_000, "3:12:08"],
    [24 * HOUR, "24:00:00"],
  ])("counts %i ms as %s", (ms, expected) => {
    expect(countdown(ms)).toBe(expected);
  });

  test.each([
    [30_500, { unit: "second", value: 31 }],
    [59 * 60_000, { unit: "minute", value: 59 }],
    [23.9 * HOUR, { unit: "hour", value: 23 }],
    [30 * HOUR, { unit: "hour", value: 30 }],
    [49 * HOUR, { unit: "day", value: 2 }],
  ])("rounds %i ms down to its largest unit", (ms, expected) => {
    expect(largestUnit(ms)).toEqual(expected);
  });
});

describe("a ULID", () => {
  test("carries the server's time, to the millisecond", () => {
    expect(ulidTime(ulid(1_763_689_899_123))).toBe(1_763_689_899_123);
  });

  test("has the shape the server takes", () => {
    expect(ulid(Date.now())).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
  });

  test("is another one each time, in the order of time", () => {
    expect(ulid(5)).not.toBe(ulid(5));
    expect(ulid(5) < ulid(6)).toBe(true);
  });
});
