// What stands in the way of writing to somebody, whatever the time.
import type { Conversation, State } from "./model";
import { rowOf } from "./rows";

/** The conversation in which this one goes on; its thread says so. */
export function mergedInto(s: State, id: string): string | undefined {
  const event = s.threads[id]?.messages.findLast((m) => m.kind === "event" && m.type === "merged");
  return event?.event?.reason;
}

/** Whether the platform has told where to write to. */
export function reachable({ channelKind, contact }: Conversation): boolean {
  return channelKind === "webchat" || Boolean(contact.phone || contact.username || contact.userId);
}

/** Whether a template can go to a conversation's customer, open window or not. */
export function takesTemplates(s: State, id: string): boolean {
  const row = rowOf(s, id);
  return (
    row?.channelKind === "whatsapp" && row.kind === "message" && reachable(row) && !mergedInto(s, row.id)
  );
}
