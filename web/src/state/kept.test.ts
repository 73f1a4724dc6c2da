import { beforeEach, describe, expect, test } from "vitest";

import { emptyDraft, keepDraft, keepOutbox, readDraft, readKept, readOutbox, withBack } from "./kept";
import type { Outgoing } from "./model";

let shelf: Storage;
const made = (): Storage => {
  const held = new Map<string, string>();
  return {
    get length() {
      return held.size;
    },
    clear: () => held.clear(),
    key: (i) => [...held.keys()][i] ?? null,
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => void held.set(key, value),
    removeItem: (key) => void held.delete(key),
  };
};
beforeEach(() => {
  shelf = made();
});

describe("a draft", () => {
  test("takes words back that did not get away, before what was written since", () => {
    expect(withBack(emptyDraft, "reply", "Hello")).toEqual({ ...emptyDraft, reply: "Hello" });
    const since = { ...emptyDraft, reply: "Bye", note: "ask Ben", key: "k" };
    expect(withBack(since, "reply", "Hello")).toEqual({ ...since, reply: "Hello\nBye" });
    expect(withBack(since, "note", "")).toBe(since);
  });

  test("comes back as it was, per person and conversation", () => {
    const draft = { reply: "Hello", note: "ask Ben", private: "psst", mode: "note" } as const;
    keepDraft(shelf, "me", "a", draft);
    expect(readDraft(shelf, "me", "a")).toEqual(draft);
    expect(readDraft(shelf, "me", "b")).toEqual(emptyDraft);
    expect(readDraft(shelf, "you", "a")).toEqual(emptyDraft);
  });

  test("that is empty leaves nothing behind", () => {
    keepDraft(shelf, "me", "a", { ...emptyDraft, reply: "x" });
    keepDraft(shelf, "me", "a", emptyDraft);
    expect(shelf.length).toBe(0);
  });

  test("that cannot be read or kept is empty, not an error", () => {
    shelf.setItem("transom.draft.me.a", "{nonsense");
    expect(readDraft(shelf, "me", "a")).toEqual(emptyDraft);
    shelf.setItem("transom.draft.me.a", '{"reply": 5}');
    expect(readDraft(shelf, "me", "a")).toEqual(emptyDraft);
    const full = {
      ...made(),
      setItem: () => {
        throw new Error("QuotaExceededError");
      },
    };
    expect(() => keepDraft(full, "me", "a", { ...emptyDraft, reply: "x" })).not.toThrow();
  });
});

test("the outbox comes back, without what is not one", () => {
  const o: Outgoing = {
    clientId: "1",
    conversationId: "a",
    kind: "reply",
    text: "Hi",
    at: 1,
    phase: "waiting",
    attempted: false,
  };
  keepOutbox(shelf, "me", [o]);
  expect(readOutbox(shelf, "me")).toEqual([o]);
  shelf.setItem("transom.outbox.me", '[{"text": "no id"}]');
  expect(readOutbox(shelf, "me")).toEqual([]);
});

test("preferences of another type fall back to what is usual", () => {
  shelf.setItem("p", '{"width": "wide", "open": false, "stranger": 1}');
  expect(readKept(shelf, "p", { width: 300, open: true })).toEqual({ width: 300, open: false });
});
