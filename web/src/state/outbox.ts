// What was written here and is not confirmed yet. It is kept on this device, sent in order per conversation,
// and never sent twice: an attempt repeats with the same id until the server has answered.
import * as calls from "../net/calls";
import { asFault } from "../net/fault";
import { closeAfter } from "./act";
import { loadRow } from "./load";
import type { Message, Outgoing } from "./model";
import { happen, now, serverNow } from "./store";
import { ulid, ulidTime } from "./ulid";

/** The server takes ids whose time is within five minutes of its own; this stays well inside. */
const FRESH_FOR = 4 * 60_000;
const PAUSE = 3_000;

export interface Draft {
  conversationId: string;
  kind: Outgoing["kind"];
  text: string;
  replyTo?: string;
  thenClose?: boolean;
}

let busy = new Set<string>();
let keep: (all: readonly Outgoing[]) => void = () => {};

/** Says where the outbox is kept between visits, and takes up what the last visit left. */
export function restoreOutbox(kept: readonly Outgoing[], keeper: (all: readonly Outgoing[]) => void): void {
  keep = keeper;
  busy = new Set();
  for (const outgoing of kept)
    put({ ...outgoing, phase: outgoing.phase === "refused" ? "refused" : "waiting" });
  flush();
}

/** Writes a reply or a note: it stands in the thread at once, marked as what it is. */
export function write(draft: Draft): void {
  const at = serverNow();
  put({ ...draft, clientId: ulid(at), at, phase: "waiting", attempted: false });
  flush();
}

/** Sends a refused draft again, as a new message. */
export function again(clientId: string): void {
  const held = now().outbox[clientId];
  if (!held) return;
  drop(clientId);
  write(held);
}

/** Sends the text of a message that failed again, as a new message. */
export function retry(message: Message): void {
  happen({ kind: "retried", messageId: message.id });
  write({
    conversationId: message.conversationId,
    kind: "reply",
    text: message.text,
    replyTo: message.replyTo,
  });
}

/** Throws a refused or waiting draft away. */
export function discard(clientId: string): void {
  drop(clientId);
}

/** Sends whatever waits, one at a time per conversation. Safe to call at any time. */
export function flush(): void {
  const waiting = Object.values(now().outbox).filter((o) => o.phase === "waiting");
  for (const id of new Set(waiting.map((o) => o.conversationId))) void drain(id);
}

async function drain(conversationId: string): Promise<void> {
  if (busy.has(conversationId)) return;
  busy.add(conversationId);
  try {
    for (let next = first(conversationId); next; next = first(conversationId)) {
      if (!(await attempt(renewed(next)))) return;
    }
  } finally {
    busy.delete(conversationId);
  }
}

function first(conversationId: string): Outgoing | undefined {
  return Object.values(now().outbox)
    .filter((o) => o.conversationId === conversationId && o.phase === "waiting")
    .toSorted((a, b) => (a.clientId < b.clientId ? -1 : 1))[0];
}

/** A draft that waited too long for its id, and was never tried with it, gets a new one. */
function renewed(o: Outgoing): Outgoing {
  if (o.attempted || Math.abs(serverNow() - ulidTime(o.clientId)) < FRESH_FOR) return o;
  return withNewId(o);
}

function withNewId(o: Outgoing): Outgoing {
  const at = serverNow();
  const next = { ...o, clientId: ulid(at), at };
  drop(o.clientId);
  put(next);
  return next;
}

/** One attempt; false when the rest should wait for a better moment. */
async function attempt(o: Outgoing): Promise<boolean> {
  const { clientId, conversationId, text, replyTo } = o;
  put({ ...o, phase: "sending", attempted: true });
  try {
    const message =
      o.kind === "note"
        ? await calls.addNote(conversationId, { clientId, text })
        : await calls.sendMessage(conversationId, { clientId, text, replyTo });
    happen({ kind: "messages", messages: [message] });
    drop(clientId);
    if (o.thenClose) void closeAfter(conversationId, message.id);
    return true;
  } catch (thrown) {
    const fault = asFault(thrown);
    if (fault.passing) {
      put({ ...o, phase: "waiting", attempted: true });
      setTimeout(flush, PAUSE * (1 + Math.random()));
      return false;
    }
    // The server looks for the id before it looks at the clock: a skewed one was certainly not stored.
    if (fault.code === "clock_skew" && fault.details["now"]) {
      happen({ kind: "clock", server: fault.details["now"], now: Date.now() });
      if (Math.abs(serverNow() - ulidTime(clientId)) > FRESH_FOR) {
        withNewId({ ...o, phase: "waiting", attempted: false });
        return true;
      }
    }
    put({ ...o, phase: "refused", attempted: true, code: fault.code, detail: fault.detail });
    if (fault.code === "window_closed") void loadRow(conversationId);
    return true;
  }
}

function put(outgoing: Outgoing): void {
  happen({ kind: "outgoing", outgoing });
  keep(Object.values(now().outbox));
}

function drop(clientId: string): void {
  happen({ kind: "outgoingGone", clientId });
  keep(Object.values(now().outbox));
}
