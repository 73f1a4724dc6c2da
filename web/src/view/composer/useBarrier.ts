import type { Conversation, State } from "../../state/model";
import { useTransom } from "../../state/store";

/** Why nobody can be written to here, whatever the time. */
export type Barrier = { kind: "noAddress" } | { kind: "merged"; into: string };

/** What stands in the way of writing at all: the thread goes on elsewhere, or nobody knows an address. */
export function useBarrier(row: Conversation): Barrier | undefined {
  const into = useTransom((s) => mergedInto(s, row.id));
  const { phone, username, userId } = row.contact;
  if (into) return { kind: "merged", into };
  if (row.channelKind === "webchat" || phone || username || userId) return undefined;
  return { kind: "noAddress" };
}

/** The conversation in which this one goes on; its thread says so. */
function mergedInto(s: State, id: string): string | undefined {
  const event = s.threads[id]?.messages.findLast((m) => m.kind === "event" && m.type === "merged");
  return event?.event?.reason;
}
