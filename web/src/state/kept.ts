// What this device remembers: drafts, what waits to be sent, and how the screen is arranged. It tolerates a
// storage that is full, forbidden or holds nonsense: then nothing is remembered.
import type { Outgoing } from "./model";

export interface Draft {
  reply: string;
  note: string;
  /** A private answer to a comment: it never shares its words with the public one. */
  private: string;
  mode: "reply" | "note" | "private";
  /** Names what is being written, from its first letter until it is sent: the same in every tab of this device. */
  key?: string;
}

export const emptyDraft: Draft = { reply: "", note: "", private: "", mode: "reply" };

type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

function read(shelf: Shelf, key: string): unknown {
  try {
    return JSON.parse(shelf.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

function write(shelf: Shelf, key: string, value: unknown): void {
  try {
    if (value === undefined) shelf.removeItem(key);
    else shelf.setItem(key, JSON.stringify(value));
  } catch {
    // A full or forbidden storage costs memory across visits, nothing else.
  }
}

export const draftKey = (user: string, conversation: string) => `transom.draft.${user}.${conversation}`;

export function readDraft(shelf: Shelf, user: string, conversation: string): Draft {
  const held = read(shelf, draftKey(user, conversation));
  if (typeof held !== "object" || held === null) return emptyDraft;
  const { reply, note, private: whisper, mode, key } = held as Partial<Draft>;
  return {
    reply: typeof reply === "string" ? reply : "",
    note: typeof note === "string" ? note : "",
    private: typeof whisper === "string" ? whisper : "",
    mode: mode === "note" || mode === "private" ? mode : "reply",
    ...(typeof key === "string" ? { key } : {}),
  };
}

/** Keeps a draft; an empty one leaves nothing behind. */
export function keepDraft(shelf: Shelf, user: string, conversation: string, draft: Draft): void {
  const empty = draft.reply === "" && draft.note === "" && draft.private === "";
  write(shelf, draftKey(user, conversation), empty ? undefined : draft);
}

/** A draft with words that did not get away again, before what was written since. */
export function withBack(draft: Draft, mode: Draft["mode"], words: string): Draft {
  const both = [words, draft[mode]].filter((text) => text !== "").join("\n");
  return both === draft[mode] ? draft : { ...draft, [mode]: both };
}

const outboxKey = (user: string) => `transom.outbox.${user}`;

export function readOutbox(shelf: Shelf, user: string): Outgoing[] {
  const held = read(shelf, outboxKey(user));
  return Array.isArray(held) ? held.filter(isOutgoing) : [];
}

export function keepOutbox(shelf: Shelf, user: string, outbox: readonly Outgoing[]): void {
  write(shelf, outboxKey(user), outbox.length > 0 ? outbox : undefined);
}

function isOutgoing(value: unknown): value is Outgoing {
  if (typeof value !== "object" || value === null) return false;
  const o = value as Partial<Outgoing>;
  return typeof o.clientId === "string" && typeof o.conversationId === "string" && typeof o.text === "string";
}

/** Reads a plain object of preferences over its defaults; members of another type are left out. */
export function readKept<T extends Record<string, string | number | boolean>>(
  shelf: Shelf,
  key: string,
  fallback: T,
): T {
  const held = read(shelf, key);
  if (typeof held !== "object" || held === null) return fallback;
  const sound = Object.entries(held).filter(([name, value]) => typeof value === typeof fallback[name]);
  return { ...fallback, ...Object.fromEntries(sound) };
}

export function keep(shelf: Shelf, key: string, value: unknown): void {
  write(shelf, key, value);
}

/** What was kept, whatever it is: the reader looks at it before believing it. */
export const readAny = (shelf: Shelf, key: string): unknown => read(shelf, key);
