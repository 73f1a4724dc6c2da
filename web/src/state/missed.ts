// What an open thread may have missed: entries are pushed only to whom the server knows to look at it.
import type { Conversation, Down, State } from "./model";
import { serverNow } from "./store";
import { unsettled } from "./thread";

/**
 * Whether a thread may lack what came between asking for it and being known to look at it: its row has gone on since,
 * by more than our own reading, or something in it is on its way.
 */
export function missed(s: State, id: string): boolean {
  const [thread, row] = [s.threads[id], s.rows[id]];
  if (!thread?.asked || !row) return true;
  const { version, unread } = thread.asked;
  const reading = unread > 0 && row.unread === 0 ? 1 : 0;
  return row.version > version + reading || unsettled(thread.messages, serverNow());
}

/** Whether a change tells of a customer's message without bringing it: it was made before the server knew. */
export function withheld(held: Conversation | undefined, { rows, messages }: Down): boolean {
  const row = rows?.find(({ id }) => id === held?.id);
  if (!held || !row || row.version <= held.version || row.unread <= held.unread) return false;
  return !messages?.some((m) => m.conversationId === held.id);
}
