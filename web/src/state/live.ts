// The line to the server: what to do when it opens, when a change is missing, when it comes back.
import * as calls from "../net/calls";
import { hearScheduled, rereadScheduled } from "./ahead";
import { openSocket, type Socket } from "../net/socket";
import { loadList, loadRow, loadThread } from "./load";
import { flush } from "./outbox";
import { missed, withheld } from "./missed";
import { happen, now } from "./store";
import type { Down } from "./model";

let socket: Socket | undefined;
let viewing = "";
let unregistered = ""; // the thread that the server has not said it knows us to look at
let lastHello = 0;
let lastTyping = 0;

/** At most one hello a second, and one "typing" in three seconds, in milliseconds. */
const HELLO_EVERY = 1_000;
const TYPING_EVERY = 3_000;

/** When a row that changed could not be read, everything visible is, after this long; milliseconds. */
const REREAD_AFTER = 3_000;

const offline = () => happen({ kind: "connection", connection: "offline" });

export function goLive(): () => void {
  socket = openSocket({
    since: () => now().sequence,
    onConnection: (connection) => {
      happen({ kind: "connection", connection });
      if (connection === "live") flush();
    },
    onFrame: heard,
  });
  const wake = () => document.visibilityState === "visible" && socket?.hurry();
  window.addEventListener("online", wake);
  window.addEventListener("offline", offline);
  document.addEventListener("visibilitychange", wake);
  return () => {
    window.removeEventListener("online", wake);
    window.removeEventListener("offline", offline);
    document.removeEventListener("visibilitychange", wake);
    socket?.close();
    socket = undefined;
  };
}

/** Says which thread is on the screen; its entries are pushed from then on. */
export function view(conversationId: string): void {
  viewing = conversationId;
  unregistered = conversationId;
  socket?.say({ t: "view", conversation: conversationId });
}

/** Says that an answer (which the customer may be shown) or a note is being typed. */
export function sayTyping(conversationId: string, reply: boolean): void {
  if (Date.now() - lastTyping < TYPING_EVERY) return;
  lastTyping = Date.now();
  socket?.say({ t: "typing", conversation: conversationId, reply });
}

export function sayPresence(state: "online" | "away"): void {
  socket?.say({ t: "state", state });
}

function heard(frame: Down): void {
  const first = now().sequence === 0;
  const untold = frame.t === "change" && withheld(now().rows[viewing], frame);
  happen({ kind: "frame", frame, now: Date.now() });
  if (untold) void loadThread(viewing, "again");
  if (frame.t === "welcome" || frame.t === "resync") {
    if (viewing) view(viewing);
    if (first || frame.t === "resync") resync();
    else caughtUp(frame);
  }
  if (frame.t === "pong" && frame.changed?.length) caughtUp(frame);
  if (frame.t === "presence") registered(frame);
  hearScheduled(frame);
  if (now().gap) askAgain();
}

/**
 * From now on the open thread's changes are pushed. What changed between asking for it and this moment was told
 * to nobody, so a thread that may lack something is read once more.
 */
function registered({ presence }: Down): void {
  const id = unregistered;
  const me = presence?.find((p) => p.userId === now().me?.member.id);
  if (!id || !me?.viewing?.includes(id)) return;
  unregistered = "";
  if (missed(now(), id)) void loadThread(id, "again");
}

function caughtUp(frame: Down): void {
  reread(frame);
  if (viewing) void loadThread(viewing);
  if (viewing) rereadScheduled(viewing);
}

/** Reads the rows that changed while this client did not listen. */
function reread(frame: Down): void {
  for (const { id, version } of frame.changed ?? []) {
    const held = now().rows[id];
    if (!held || held.version < version)
      void loadRow(id).then((read) => read || setTimeout(resync, REREAD_AFTER));
  }
}

/** Too much happened, or nobody knows how much: the visible list and thread are read again. */
function resync(): void {
  for (const list of Object.values(now().lists)) void loadList(list.query);
  if (viewing) void loadThread(viewing);
  if (viewing) rereadScheduled(viewing);
  void calls.getCounters().then(
    (counters) => happen({ kind: "counters", counters }),
    () => undefined, // the next frame with counters brings them
  );
}

function askAgain(): void {
  const wait = Math.max(0, lastHello + HELLO_EVERY - Date.now());
  if (wait > 0) {
    setTimeout(() => now().gap && askAgain(), wait);
    return;
  }
  lastHello = Date.now();
  socket?.hello();
}
