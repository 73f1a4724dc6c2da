import { expect, test } from "vitest";

import { message } from "./made";
import { PRIVATE_WITHIN, privacy } from "./private";

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
  expect(privacy(entry, now).state).toBe(state);
});
