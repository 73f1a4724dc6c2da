import { refusal, serve } from "./served";

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { message, signedIn } from "./made";
import type { Scheduled } from "./model";
import { onNotice, type Notice } from "./notice";
import { discard } from "./outbox";
import { queries } from "./resources";
import { schedule } from "./putAway";
import { sendNow, unschedule } from "./scheduled";
import { happen, now } from "./store";

const TAKE = "DELETE /conversations/a/scheduled/s1";
const SEND = "POST /conversations/a/messages";
const waiting: Scheduled = {
  id: "s1",
  conversationId: "a",
  type: "text",
  text: "Good morning",
  due: "2026-05-13T08:00:00Z",
  createdAt: "2026-05-12T10:00:00Z",
  authorId: "me",
  willBeClosed: false,
};

let notices: Notice[] = [];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  if (signedIn.me) happen({ kind: "signedIn", me: signedIn.me, now: Date.parse(signedIn.me.now) });
  for (const { clientId } of Object.values(now().outbox)) discard(clientId);
  notices = [];
  onNotice((notice) => void notices.push(notice));
});
afterEach(() => {
  vi.useRealTimers();
  queries.clear();
});

const gone = () => refusal(404, "scheduled_missing");
const lost = () => Promise.reject(new TypeError("Failed to fetch"));

/** A server that answers a taking back with these in turn, the last one for good; the thread holds these ids. */
function answering(takings: readonly (() => unknown)[], thread: readonly string[] = []) {
  return serve(({ name }, nth) => {
    if (name === TAKE) return takings[Math.min(nth, takings.length) - 1]?.();
    if (name === SEND) return message(2, { direction: "out" });
    return { items: thread.map((clientId, n) => message(n, { clientId, direction: "out" })) };
  });
}

/** Waits for it, and lets the pauses between its tries pass at once. */
async function over<T>(work: Promise<T>): Promise<T> {
  const end = vi.fn();
  void work.finally(end);
  await vi.waitFor(() => {
    vi.runAllTimers();
    expect(end).toHaveBeenCalled();
  });
  return work;
}

const count = (calls: ReturnType<typeof serve>, name: string) =>
  calls.filter((call) => call.name === name).length;
const done = () => new Response(null, { status: 204 });

describe("a waiting message that is sent now", () => {
  test.each<[string, readonly (() => unknown)[], number]>([
    ["is taken back and written", [done], 1],
    ["is written once where its taking back worked and the answer was lost", [lost, gone], 2],
    ["is written once where its taking back was lost on the way", [lost, done], 2],
  ])("%s", async (_, takings, asked) => {
    const calls = answering(takings);
    await over(sendNow(waiting));
    await vi.waitFor(() => expect(count(calls, SEND)).toBe(1));
    expect(calls.find((call) => call.name === SEND)?.body["text"]).toBe("Good morning");
    expect(count(calls, TAKE)).toBe(asked);
    expect(notices).toEqual([]);
  });

  test.each<[string, readonly (() => unknown)[], readonly string[], string]>([
    ["somebody has taken it back before", [gone], [], "scheduled_missing"],
    ["it went out meanwhile", [lost, gone], ["s1"], "scheduled_missing"],
    ["it is just going out", [lost, () => refusal(409, "scheduled_going")], [], "scheduled_going"],
    ["no answer comes at all", [lost], [], "offline"],
  ])("is not written where %s, which is told", async (_, takings, thread, code) => {
    const calls = answering(takings, thread);
    await over(sendNow(waiting));
    expect(notices).toMatchObject([{ tried: "unschedule", fault: { code } }]);
    expect(count(calls, SEND)).toBe(0);
    expect(now().outbox).toEqual({});
  });
});

test("a message that is taken back while an answer is lost can be brought back", async () => {
  answering([lost, gone]);
  expect(await over(unschedule(waiting))).toBe(true);
});

describe("what is put away until later", () => {
  const PUT = "POST /conversations/a/scheduled";
  const due = Date.parse("2026-05-13T08:00:00Z");
  const made = (id: unknown, at: number) => ({ ...waiting, id, due: new Date(at).toISOString() });

  test("is the same message at another time where its answer was lost", async () => {
    const calls = serve(({ name, body }, nth) => {
      if (name === PUT) return nth === 1 ? lost() : made(body.clientId, due);
      return made(name.split("/").pop(), Date.parse(String(body.due)));
    });
    const later = due + 60_000;
    expect(await schedule("a", due, [{ text: "See you" }])).toBe(0);
    expect(await schedule("a", later, [{ text: "See you" }])).toBe(1);
    const ids = calls.filter((call) => call.name === PUT).map((call) => call.body.clientId);
    expect(ids[1]).toBe(ids[0]);
    expect(calls.at(-1)).toMatchObject({
      name: `PATCH /conversations/a/scheduled/${String(ids[0])}`,
      body: { due: new Date(later).toISOString() },
    });
  });

  test("is another message after a refusal, and when it is put away again", async () => {
    const calls = serve(({ body }, nth) =>
      nth === 1 ? refusal(404, "scheduled_missing") : made(body.clientId, due),
    );
    for (const away of [0, 1, 1]) expect(await schedule("a", due, [{ text: "Once more" }])).toBe(away);
    expect(new Set(calls.map((call) => call.body.clientId)).size).toBe(3);
  });
});
