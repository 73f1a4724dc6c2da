import { brokenOff, refusal, serve, tooLate } from "./served";

import { beforeEach, describe, expect, test, vi } from "vitest";

import { message, signedIn } from "./made";
import { discard, flush, write } from "./outbox";
import { happen, now, subscribe } from "./store";

const SEND = "POST /conversations/a/messages";
const outbox = () => Object.values(now().outbox);
const me = signedIn.me;

/** Every phase in which a message stood, in their order. */
function phases(): string[] {
  const seen: string[] = [];
  subscribe(() => {
    const [held] = outbox();
    if (held && held.phase !== seen.at(-1)) seen.push(held.phase);
  });
  return seen;
}

beforeEach(() => {
  for (const { clientId } of outbox()) discard(clientId);
  if (me) happen({ kind: "signedIn", me, now: Date.parse(me.now) });
});

describe("a message whose answer", () => {
  test.each([
    ["comes too late", () => Promise.reject(tooLate())],
    ["breaks off", () => brokenOff()],
    ["is no answer of ours", () => new Response("<html>", { status: 200 })],
    ["never comes", () => Promise.reject(new TypeError("Failed to fetch"))],
  ])("%s is sent again with the same id", async (_, first) => {
    const calls = serve(({ body }, nth) =>
      nth === 1 ? first() : message(1, { clientId: String(body["clientId"]), direction: "out" }),
    );
    const seen = phases();
    write({ conversationId: "a", kind: "reply", text: "Hello" });
    await vi.waitFor(() => expect(outbox()[0]?.phase).not.toBe("sending"));
    expect(outbox()[0]?.phase).toBe("waiting");
    flush();
    await vi.waitFor(() => expect(outbox()).toEqual([]));
    expect(calls.map((call) => call.name)).toEqual([SEND, SEND]);
    expect(calls[1]?.body["clientId"]).toBe(calls[0]?.body["clientId"]);
    expect(seen).not.toContain("refused");
  });

  test("is no is refused, and says why", async () => {
    serve(() => refusal(422, "window_closed"));
    write({ conversationId: "a", kind: "reply", text: "Hello" });
    await vi.waitFor(() => expect(outbox()[0]).toMatchObject({ phase: "refused", code: "window_closed" }));
  });
});
