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

describe("news of a message", () => {
  const edited = (n: number) =>
    message(1, {
      versions: Array.from({ length: n }, (_, i) => ({ text: `${i}`, at: "2026-05-12T10:00:00Z" })),
    });
  const deleted = message(1, { text: "", deletedAt: "2026-05-12T10:00:00Z" });

  test("that knows fewer edits than what is held is old", () => {
    expect(merge([edited(3)], [edited(2)])[0]?.versions).toHaveLength(3);
    expect(merge([edited(2)], [edited(3)])[0]?.versions).toHaveLength(3);
  });

  test("never brings a deleted message back, however many texts it had", () => {
    expect(merge([deleted], [edited(3)])[0]?.deletedAt).toBeDefined();
    expect(merge([edited(3)], [deleted])[0]?.text).toBe("");
  });

  test("keeps a comment's private answer and each fetched file of an album", () => {
    const answered = message(1, { privateReplyAt: "2026-05-12T10:00:00Z" });
    expect(merge([answered], [message(1)])[0]?.privateReplyAt).toBeDefined();
    const album = (...states: ("pending" | "ready")[]) => {
      const [media, ...more] = states.map((state) => ({ state, mime: "image/png" }));
      return message(1, { media, more });
    };
    expect(merge([album("ready", "ready")], [album("ready", "pending")])[0]?.more?.[0]?.state).toBe("ready");
  });
});

describe("the lines of a thread", () => {
  const ours = { direction: "out", authorId: "me" } as const;
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

  test("show reactions on their message alone, and ours before the platform confirms it", () => {
    const reaction = message(2, { type: "reaction", text: "👍", replyTo: "wamid.1" });
    const held = message(1, { reactions: [{ by: "customer", emoji: "👍", at: "2026-05-12T10:00:00Z" }] });
    expect(kinds([held, reaction])).toEqual(["day", "message"]);
    const queued = message(3, {
      ...ours,
      type: "reaction",
      text: "❤️",
      replyTo: "wamid.1",
      status: "queued",
    });
    expect(linesOf([held, reaction, queued], [], "me")[1]).toMatchObject({
      reactions: [
        { by: "customer", emoji: "👍" },
        { by: "us", emoji: "❤️", pending: true },
      ],
    });
  });

  test.each(["reaction", "edit", "revoke", "hide", "unhide"])(
    "draw %s by itself only when it failed",
    (type) => {
      const about = { ...ours, type, replyTo: "wamid.unknown" };
      expect(kinds([message(2, { ...about, status: "sent" })])).toEqual([]);
      expect(kinds([message(2, { ...about, status: "failed" })])).toHaveLength(2);
    },
  );

  test("stand under their posts, the post with the newest comment last", () => {
    const on = (n: number, postId: string) => message(n, { comment: { postId } });
    const lines = linesOf([on(1, "a"), on(2, "b"), on(3, "a")], [], "me");
    expect(lines.filter((line) => line.kind !== "day").map((line) => line.key)).toEqual([
      "post b",
      message(2).id,
      "post a",
      message(1).id,
      message(3).id,
    ]);
  });

  test("leave out what nobody shows", () => {
    expect(kinds([message(1, { kind: "event", type: "seen" })])).toEqual([]);
    expect(kinds([message(1, { kind: "event", type: "assigned" })])).toEqual(["day", "event"]);
  });
});
