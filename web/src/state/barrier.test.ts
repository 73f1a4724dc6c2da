import { expect, test } from "vitest";

import { takesTemplates } from "./barrier";
import { listKey } from "./list";
import { after, everything, listed, message, row, signedIn } from "./made";
import type { Conversation } from "./model";

const contact = { id: "c", name: "Ana", phone: "447700900001" };
const showing = (part: Partial<Conversation>) =>
  after(signedIn, ...listed(everything, listKey(everything), [row({ id: "a", contact, ...part })]));

test.each([
  ["WhatsApp, its window open or not", {}, true],
  ["a channel that knows none", { channelKind: "messenger" }, false],
  ["a web chat", { channelKind: "webchat" }, false],
  ["comments", { kind: "comment" }, false],
  ["nobody whom one can reach", { contact: { id: "c", name: "Ana" } }, false],
] as const)("a template is offered to %s: %o", (_, part, expected) => {
  expect(takesTemplates(showing(part), "a")).toBe(expected);
});

test("a template is offered where a thread goes on, and not where it ended", () => {
  const end = message(1, { kind: "event", type: "merged", event: { type: "merged", reason: "b" } });
  const ended = after(
    showing({}),
    { kind: "threadAsked", id: "a", older: false },
    { kind: "threadPage", id: "a", page: [end], more: false, older: false },
  );
  expect(takesTemplates(ended, "a")).toBe(false);
  expect(takesTemplates(ended, "nobody")).toBe(false);
});
