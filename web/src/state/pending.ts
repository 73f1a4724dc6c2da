// Files chosen for a conversation and not sent yet. They stay while the page does, whatever is opened meanwhile.
import { useSyncExternalStore } from "react";

import { carry, type Carried } from "./carry";
import type { Capability, Media } from "./model";

export interface Pending extends Carried {
  id: number;
  name: string;
  file: Blob;
  /** In bytes. */
  size: number;
  /** The file is a snippet's and on the server already. */
  snippetId?: string;
}

let all: Readonly<Record<string, readonly Pending[]>> = {};
let count = 0;
const none: readonly Pending[] = [];
const listeners = new Set<() => void>();

/** How many files one message's worth of attaching may bring. */
const MOST = 20;

function set(conversationId: string, files: readonly Pending[]): void {
  all = { ...all, [conversationId]: files };
  for (const listener of listeners) listener();
}

/** Puts files beside the draft, each judged by what the channel carries. */
export function attach(conversationId: string, able: Capability, files: Iterable<File>): void {
  const news = Array.from(files, (file) => ({
    id: ++count,
    name: file.name || "file",
    file,
    size: file.size,
    ...carry(able, file),
  }));
  set(conversationId, [...(all[conversationId] ?? none), ...news].slice(0, MOST));
}

/** Puts a snippet's file beside the draft, once; it goes out from where it is kept. */
export function attachSnippet(
  conversationId: string,
  able: Capability,
  snippetId: string,
  media: Media,
): void {
  const held = all[conversationId] ?? none;
  if (held.some((file) => file.snippetId === snippetId)) return;
  const { mime, name = "file", size = 1 } = media;
  const carried = carry(able, { name, type: mime, size });
  set(
    conversationId,
    [...held, { id: ++count, name, file: new Blob(), size, snippetId, ...carried }].slice(0, MOST),
  );
}

export function detach(conversationId: string, ids: readonly number[]): void {
  set(
    conversationId,
    (all[conversationId] ?? none).filter((file) => !ids.includes(file.id)),
  );
}

/** Puts files back where they were taken from, before those that came since. */
export function reattach(conversationId: string, files: readonly Pending[]): void {
  if (files.length > 0) set(conversationId, [...files, ...(all[conversationId] ?? none)]);
}

export function usePending(conversationId: string): readonly Pending[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => all[conversationId] ?? none,
  );
}
