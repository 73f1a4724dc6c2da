import { describe, expect, test } from "vitest";

import { linesOf } from "./lines";
import { message } from "./made";
import type { Message, Outgoing } from "./model";
import { join, merge, unsettled } from "./thread";

describe("a delivery state", () => {
  const out = (status: Message["status"]) => message(1, { direction: "out", status });
  test.each([
    ["queued", "sent", "sent"],
    ["delivered", "sent", "delivered"],
    ["failed", "delivered", "delivered"],
    ["read", "delivered", "read"],
    ["sent", "failed", "failed"],
    ["unknown", "accepted", "accepted"],
  ] as const)("that is %s and hears %s is %s", (held, news, expected) => {
    expect(merge([out(held)], [out(news)])[0]?.status).toBe(expected);
  });

  test("keeps a fetched attachment", () => {
    const media = (state: "pending" | "ready") => message(1, { media: { state, mime: "image/png" } });
    expect(merge([media("ready")], [media("pending")])[0]?.media?.state).toBe("ready");
    expect(merge([media("pending")], [media("ready")])[0]?.media?.state).toBe("ready");
  });
});

describe("a thread that is being opened", () => {
  const at = "2026-03-01T10:00:00Z";
  const soon = Date.parse(at) + 5_000;
  test.each([
    [{ direction: "out", status: "sent" }, true],
    [{ direction: "out", status: "delivered" }, true],
    [{ direction: "out", status: "read" }, false],
    [{ direction: "out", status: "failed" }, false],
    [{ direction: "in", status: "received" }, false],
    [{ direction: "in", status: "received", media: { state: "pending", mime: "image/png" } }, true],
  ] as const)("with %o may have missed something: %s", (entry, expected) => {
    expect(unsettled([message(1, { ...entry, at })], soon)).toBe(expected);
  });

  test("does not ask again for what has long come to rest", () => {
    const entry = message(1, { direction: "out", status: "delivered", at });
    expect(unsettled([entry], Date.parse(at) + 3_600_000)).toBe(false);
  });
});

describe("a page", () => {
  const pages = [1, 2, 3, 4, 5].map((n) => message(n));
  test("that reaches what is held joins it", () => {
    const held = join(undefined, pages.slice(0, 3), true);
    expect(join(held, pages.slice(2), true)).toMatchObject({ messages: pages, complete: false });
  });

  test("that does not reach it takes its place, so that no hole stays", () => {
    const held = join(undefined, pages.slice(0, 2), false);
    expect(join(held, pages.slice(3), true)).toMatchObject({ messages: pages.slice(3), complete: false });
  });
});

describe("the lines of a thread", () => {
  const kinds = (messages: readonly Message[], outbox: readonly Outgoing[] = []) =>
    linesOf(messages, outbox, "me").map((line) => line.kind);

  test("begin each day with its name", () => {
    expect(kinds([message(0), message(60 * 24)])).toEqual(["day", "message", "day", "message"]);
  });

  test("group an author's messages of five minutes", () => {
    const lines = linesOf([message(0), message(4), message(20)], [], "me").filter((line) => "first" in line);
    expect(lines.map((line) => [line.first, line.last])).toEqual([
      [true, false],
      [false, true],
      [true, true],
    ]);
  });

  test("keep messages of one second in the order in which they came", () => {
    const second = message(0, { id: "M#1#a", receivedAt: "2026-11-20T12:00:02.500Z" });
    const first = message(0, { id: "M#1#b", receivedAt: "2026-11-20T12:00:01.900Z" });
    const keys = linesOf([second, first], [], "me").map((line) => line.key);
    expect(keys.slice(-2)).toEqual(["M#1#b", "M#1#a"]);
  });

  test("put the newest reaction of each person under its message, and none that was taken back", () => {
    const react = (n: number, text: string, part: Partial<Message> = {}) =>
      message(n, { type: "reaction", text, replyTo: "wamid.1", ...part });
    const [, first] = linesOf([message(1), react(2, "👍"), react(3, "❤️")], [], "me");
    expect(first).toMatchObject({ reactions: [{ emoji: "❤️" }] });
    expect(linesOf([message(1), react(2, "👍"), react(3, "")], [], "me")[1]).toMatchObject({ reactions: [] });
    expect(kinds([react(2, "👍", { replyTo: "wamid.unknown" })])).toEqual(["day", "message"]);
  });

  test("leave out what nobody shows", () => {
    expect(kinds([message(1, { kind: "event", type: "seen" })])).toEqual([]);
    expect(kinds([message(1, { kind: "event", type: "assigned" })])).toEqual(["day", "event"]);
  });
});
