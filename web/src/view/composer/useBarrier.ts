import { mergedInto, reachable } from "../../state/barrier";
import type { Conversation } from "../../state/model";
import { useTransom } from "../../state/store";

/** Why nobody can be written to here, whatever the time. */
export type Barrier = { kind: "noAddress" } | { kind: "merged"; into: string };

/** What stands in the way of writing at all: the thread goes on elsewhere, or nobody knows an address. */
export function useBarrier(row: Conversation): Barrier | undefined {
  const into = useTransom((s) => mergedInto(s, row.id));
  if (into) return { kind: "merged", into };
  return reachable(row) ? undefined : { kind: "noAddress" };
}
