// What the workspace wants done before an unanswered window closes.
import { useMutation, useQuery } from "@tanstack/react-query";

import { Fault } from "../net/fault";
import * as calls from "../net/plan";
import type { Plan } from "./model";
import { queries } from "./resources";

const KEY = ["plan"];

/** The plan of a workspace that has set none: rules.Usual. */
export const usualPlan: Omit<Plan, "mail"> = {
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

/** Saves a plan; `over` is the one it was made from. Another one by then is a Fault with the code CHANGED. */
export function useSavePlan() {
  return useMutation({
    mutationFn: async ({ plan, over }: { plan: Plan; over?: Plan }) => {
      if (over) {
        const present = await calls.getPlan();
        queries.setQueryData(KEY, present);
        if (!same(present, over)) throw new Fault(CHANGED, 409, "");
      }
      return calls.setPlan(plan);
    },
    onSuccess: (saved) => queries.setQueryData(KEY, saved),
  });
}

/** Whether two plans want the same, whatever the order of their warnings. */
export function same(a: Plan, b: Plan): boolean {
  const text = ({ warnings, lastCall }: Plan) =>
    JSON.stringify([
      warnings.map((w) => `${w.minutesBefore} ${w.to} ${Boolean(w.mail)}`).toSorted(),
      lastCall && Object.entries(lastCall).toSorted(([x], [y]) => (x < y ? -1 : 1)),
    ]);
  return text(a) === text(b);
}
