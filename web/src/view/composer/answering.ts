import { useSyncExternalStore } from "react";

// Which message the next reply of a conversation answers; forgotten when it is sent or the page is left.
let answering: Readonly<Record<string, string>> = {};
const listeners = new Set<() => void>();

/** Chooses the message (platform id) that the next reply answers; undefined: none. */
export function answer(conversationId: string, platformId: string | undefined): void {
  const { [conversationId]: _old, ...others } = answering;
  answering = platformId ? { ...others, [conversationId]: platformId } : others;
  for (const listener of listeners) listener();
}

/** The message (platform id) that the next reply of a conversation answers. */
export function answeringOf(conversationId: string): string | undefined {
  return answering[conversationId];
}

export function useAnswering(conversationId: string): string | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => answering[conversationId],
  );
}
