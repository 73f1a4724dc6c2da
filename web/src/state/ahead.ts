// When what waits on a conversation is to be read again, because a colleague has changed it.
import type { Down } from "./model";
import { queries } from "./resources";

export const scheduledKey = (id: string) => ["scheduled", id];

/** Reads again what waits on a conversation, if somebody looks at it. */
export const rereadScheduled = (id: string) => void queries.invalidateQueries({ queryKey: scheduledKey(id) });

/** Reads again what waits where a frame says that it has changed. */
export function hearScheduled(frame: Down): void {
  const told = (frame.messages ?? []).filter((m) => m.event?.type === "scheduled");
  for (const id of new Set(told.map((m) => m.conversationId))) rereadScheduled(id);
}
