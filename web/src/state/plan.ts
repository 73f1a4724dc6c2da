// What the workspace wants done before an unanswered window closes.
import { useMutation, useQuery } from "@tanstack/react-query";

import { Fault } from "../net/fault";
import * as calls from "../net/plan";
import type { Plan } from "./model";
import { queries } from "./resources";

const KEY = ["plan"];

/** What a plan wants, without what is said about it. */
export type Wanted = Pick<Plan, "warnings" | "lastCall">;

/** The plan of a workspace that has set none: rules.Usual. */
export const usualPlan: Wanted = {
  warnings: [
    { minutesBefore: 120, to: "assignee" },
    { minutesBefore: 60, to: "team" },
    { minutesBefore: 30, to: "supervisors" },
  ],
};

/** The code of a save that would undo what somebody else saved meanwhile. */
export const CHANGED = "stale_version";

export function usePlan() {
  return useQuery({ queryKey: KEY, queryFn: calls.getPlan, staleTime: 0 });
}

/**
 * Saves what is wanted over the version that it was made from. Another one by then is a Fault with the code CHANGED,
 * and is read before that is said.
 */
export function useSavePlan() {
  return useMutation({
    mutationFn: ({ wanted, version }: { wanted: Wanted; version: number }) =>
      calls.setPlan({ ...wanted, version }),
    onSuccess: (saved) => queries.setQueryData(KEY, saved),
    onError: (fault) =>
      fault instanceof Fault && fault.code === CHANGED
        ? queries.refetchQueries({ queryKey: KEY })
        : undefined,
  });
}
