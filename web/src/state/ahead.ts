// What this page knows to wait on a conversation: changed from here, and read again when a colleague has changed it.
import type { Down, Scheduled } from "./model";
import { queries } from "./resources";

export const scheduledKey = (id: string) => ["scheduled", id];

/** Changes what waits on a conversation, as far as this page knows it; the soonest comes first. */
export function changeScheduled(id: string, to: (items: readonly Scheduled[]) => readonly Scheduled[]): void {
  queries.setQueryData<{ items: Scheduled[] }>(scheduledKey(id), (held) => ({
    items: to(held?.items ?? []).toSorted((a, b) => Date.parse(a.due) - Date.parse(b.due)),
  }));
}

/** Reads again what waits on a conversation, if somebody looks at it. */
export const rereadScheduled = (id: string) => void queries.invalidateQueries({ queryKey: scheduledKey(id) });

/** Reads again what waits where a frame says that it has changed. */
export function hearScheduled(frame: Down): void {
  const told = (frame.messages ?? []).filter((m) => m.event?.type === "scheduled");
  for (const id of new Set(told.map((m) => m.conversationId))) rereadScheduled(id);
}
