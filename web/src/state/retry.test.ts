import { serve } from "./served";

import { expect, test, vi } from "vitest";

import { message } from "./made";
import type { Message } from "./model";
import { retry } from "./retry";

const template = { name: "order_sent", language: "en", body: [{ kind: "text", text: "Ana" }] } as const;
const interactive = { body: "Which one?", buttons: [{ id: "1", title: "This" }] };

test.each([
  ["its words", { text: "Hello" }, { text: "Hello" }],
  [
    "its template and what was filled in",
    { type: "template", text: "Hi Ana", template },
    { type: "template", template },
  ],
  [
    "its choices",
    { type: "interactive.button", text: "Which one?", interactive },
    { type: "interactive.button", interactive },
  ],
  ["its emoji", { type: "reaction", text: "👍", replyTo: "wamid.7" }, { emoji: "👍", replyTo: "wamid.7" }],
])("a failed message is sent again with %s", async (_, part, want) => {
  const calls = serve(() => message(2, { direction: "out" }));
  retry(message(1, { ...part, direction: "out", status: "failed" } as Partial<Message>));
  await vi.waitFor(() => expect(calls).toHaveLength(1));
  expect(calls[0]?.body).toMatchObject(want);
});
