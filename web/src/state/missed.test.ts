import { expect, test } from "vitest";

import { listKey } from "./list";
import { after, everything, listed, message, row, signedIn } from "./made";
import { missed, withheld } from "./missed";
import type { Conversation, Down } from "./model";

const shown = after(
  signedIn,
  ...listed(everything, listKey(everything), [row({ id: "a", version: 3, unread: 2 })]),
);
const asked = after(shown, { kind: "threadAsked", id: "a", older: false });
const read = { kind: "threadPage", id: "a", page: [message(1)], more: false, older: false } as const;
const told = (part: Partial<Conversation>) => ({ kind: "row", row: row({ id: "a", ...part }) }) as const;

test.each([
  ["nothing", {}, false],
  ["we read it", { version: 4, unread: 0 }, false],
  ["we read it, and something came", { version: 5, unread: 0 }, true],
  ["something came", { version: 4, unread: 3 }, true],
] as const)("since a thread was asked for: %s", (_, part, expected) => {
  const news = told({ version: 3, unread: 2, ...part });
  expect(missed(after(asked, news, read), "a")).toBe(expected); // before its page arrives
  expect(missed(after(asked, read, news), "a")).toBe(expected);
});

test("a thread that is asked for again counts from then on", () => {
  const later = after(asked, read, told({ version: 9, unread: 3 }), {
    kind: "threadAsked",
    id: "a",
    older: false,
  });
  expect(missed(later, "a")).toBe(false);
  const older = after(asked, read, told({ version: 9, unread: 3 }), {
    kind: "threadAsked",
    id: "a",
    older: true,
  });
  expect(missed(older, "a")).toBe(true);
});

test("a thread in which something is on its way may lack what became of it", () => {
  const under = message(1, { direction: "out", status: "sent", at: new Date().toISOString() });
  const page = { ...read, page: [under] };
  expect(missed(after(asked, page), "a")).toBe(true);
  expect(missed(after(asked, { ...read, page: [{ ...under, status: "read" }] }), "a")).toBe(false);
});

test("of a thread that nobody asked for, or whose row is not known, nothing is sure", () => {
  expect(missed(shown, "a")).toBe(true);
  expect(missed(after(signedIn, { kind: "threadAsked", id: "b", older: false }), "b")).toBe(true);
});

test.each([
  ["a message that it brings", { version: 4, unread: 3 }, [message(2)], false],
  ["a message that it does not bring", { version: 4, unread: 3 }, undefined, true],
  ["our own reading", { version: 4, unread: 0 }, undefined, false],
  ["what is known", { version: 3, unread: 3 }, undefined, false],
] as const)("a change that tells of %s", (_, part, messages, expected) => {
  const frame: Down = { t: "change", rows: [row({ id: "a", ...part })] };
  if (messages) frame.messages = [...messages];
  expect(withheld(shown.rows["a"], frame)).toBe(expected);
});
