import { expect, test } from "vitest";

import { message } from "./made";
import { PRIVATE_WITHIN, answersPrivately, privacy, privateAnswer } from "./private";

const comment = message(1, { comment: { postId: "p" } });
const at = Date.parse(comment.at);

test.each([
  ["at once", comment, at, "open"],
  ["at the last millisecond", comment, at + PRIVATE_WITHIN - 1, "open"],
  ["when seven days are over", comment, at + PRIVATE_WITHIN, "late"],
  ["when it was, even later", { ...comment, privateReplyAt: comment.at }, at + PRIVATE_WITHIN, "used"],
  ["when it was deleted", { ...comment, deletedAt: comment.at }, at, "never"],
  ["when it is our own", { ...comment, direction: "out" as const }, at, "never"],
  ["when it is no comment", message(1), at, "never"],
] as const)("a comment can be answered privately: %s", (_name, entry, now, state) => {
  expect(privacy(entry, undefined, now).state).toBe(state);
});

const answer = (n: number, part: Partial<ReturnType<typeof message>>) =>
  message(n, {
    direction: "out",
    private: true,
    replyTo: comment.platformId,
    platformId: undefined,
    ...part,
  });

test.each([
  ["was refused", { status: "failed", error: { code: 551, reason: "blocked" } }, "open", true],
  ["ended nobody knows how", { status: "unknown" }, "perhaps", true],
  ["waits", { status: "queued" }, "underway", false],
  ["is being sent", { status: "sending" }, "underway", false],
] as const)("after an answer that %s", (_name, part, state, may) => {
  const sent = privateAnswer([comment, answer(2, part)], comment);
  expect(privacy(comment, sent, at).state).toBe(state);
  expect(answersPrivately(privacy(comment, sent, at))).toBe(may);
  expect(privacy(comment, sent, at + PRIVATE_WITHIN).state).toBe("late");
});

test("only the last private answer to the same comment counts", () => {
  const unknown = { status: "unknown" } as const;
  const last = answer(3, { status: "queued" });
  expect(privateAnswer([comment, answer(2, unknown), last], comment)).toBe(last);
  expect(privateAnswer([comment, answer(2, { ...unknown, replyTo: "another" })], comment)).toBeUndefined();
  expect(privateAnswer([comment, answer(2, { ...unknown, private: false })], comment)).toBeUndefined();
});
