import * as calls from "../net/calls";

/** The customer sees "typing" for some twenty seconds; saying it once in ten is enough. Milliseconds. */
const EVERY = 10_000;

const last = new Map<string, number>();

/** Shows the customer that somebody types. Nothing depends on it: what goes wrong is not told. */
export function showTyping(conversationId: string, now = Date.now()): void {
  if (now - (last.get(conversationId) ?? -EVERY) < EVERY) return;
  last.set(conversationId, now);
  void calls.sayTyping(conversationId).catch(() => undefined);
}
