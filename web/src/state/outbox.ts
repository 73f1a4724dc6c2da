// What was written here and is not confirmed yet. It is kept on this device, sent in order per conversation,
// and never sent twice: an attempt repeats with the same id until the server has answered.
import { asFault, type Fault } from "../net/fault";
import { closeAfter } from "./act";
import { forgetFile, keepFile, moveFile, settleFile, upload } from "./files";
import { loadRow } from "./load";
import type { Content, Outgoing } from "./model";
import { happen, now, serverNow } from "./store";
import { submit } from "./submit";
import { ulid, ulidTime } from "./ulid";

/** The server takes ids whose time is within five minutes of its own; this stays well inside. */
const FRESH_FOR = 4 * 60_000;
const PAUSE = 3_000;

export interface Draft extends Content {
  conversationId: string;
  kind: Outgoing["kind"];
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

/** Writes a reply or a note: it stands in the thread at once, marked as what it is. Files bring their bytes. */
export function write(draft: Draft, bytes?: Blob): void {
  const at = serverNow();
  // Several in one millisecond keep their order: a ULID's tail is random.
  const clientId = ulid(Math.max(at, last + 1));
  last = ulidTime(clientId);
  if (bytes) keepFile(clientId, bytes);
  put({ ...draft, clientId, at: last, phase: "waiting", attempted: false });
  flush();
}

let last = 0;

/** Sends a refused draft again, as a new message. */
export function again(clientId: string): void {
  const held = now().outbox[clientId];
  if (!held) return;
  withNewId({ ...held, uploadId: undefined, phase: "waiting", attempted: false, code: undefined });
  flush();
}

/** Throws a refused or waiting draft away; an upload under way stops. */
export function discard(clientId: string): void {
  forgetFile(clientId);
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
  moveFile(o.clientId, next.clientId);
  drop(o.clientId);
  put(next);
  return next;
}

/** One attempt; false when the rest should wait for a better moment. */
async function attempt(o: Outgoing): Promise<boolean> {
  let sending: Outgoing = { ...o, phase: "sending" };
  put(sending);
  try {
    if (sending.file && !sending.uploadId && !sending.snippetId)
      sending = { ...sending, uploadId: await upload(sending) };
    // Discarded while its file was on the way.
    if (!now().outbox[o.clientId]) return true;
    // A long upload outlives the id it began with.
    sending = { ...renewed(sending), attempted: true };
    put(sending);
    const message = await submit(sending);
    happen({ kind: "messages", messages: [message] });
    drop(sending.clientId);
    settleFile(sending.clientId);
    if (o.thenClose) void closeAfter(o.conversationId, message.id);
    return true;
  } catch (thrown) {
    return failed(sending, asFault(thrown));
  }
}

function failed(o: Outgoing, fault: Fault): boolean {
  if (!now().outbox[o.clientId]) return true;
  if (fault.passing) {
    put({ ...o, phase: "waiting" });
    setTimeout(flush, PAUSE * (1 + Math.random()));
    return false;
  }
  // The server looks for the id before it looks at the clock: a skewed one was certainly not stored.
  if (fault.code === "clock_skew" && fault.details["now"]) {
    happen({ kind: "clock", server: fault.details["now"], now: Date.now() });
    if (Math.abs(serverNow() - ulidTime(o.clientId)) > FRESH_FOR) {
      withNewId({ ...o, phase: "waiting", attempted: false });
      return true;
    }
  }
  put({ ...o, phase: "refused", attempted: true, code: fault.code, detail: fault.detail });
  if (fault.code === "window_closed") void loadRow(o.conversationId);
  return true;
}

function put(outgoing: Outgoing): void {
  happen({ kind: "outgoing", outgoing });
  keep(Object.values(now().outbox));
}

function drop(clientId: string): void {
  happen({ kind: "outgoingGone", clientId });
  keep(Object.values(now().outbox));
}
