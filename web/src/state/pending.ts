// Files chosen for a conversation and not sent yet. They stay while the page does, whatever is opened meanwhile.
import { useSyncExternalStore } from "react";

import { carry, type Carried } from "./carry";
import type { Capability } from "./model";

export interface Pending extends Carried {
  id: number;
  name: string;
  file: Blob;
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
    ...carry(able, file),
  }));
  set(conversationId, [...(all[conversationId] ?? none), ...news].slice(0, MOST));
}

export function detach(conversationId: string, ids: readonly number[]): void {
  set(
    conversationId,
    (all[conversationId] ?? none).filter((file) => !ids.includes(file.id)),
  );
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
