// Windows that this person was warned of: each once for every audience they belong to, until somebody answers,
// the window closes, or they wave the warning away.
import { deadlineOf } from "./deadline";
import type { State, Warned, Warning } from "./model";

const same = (a: Warning, b: Warning): boolean =>
  a.conversation === b.conversation && a.to === b.to && Date.parse(a.closesAt) === Date.parse(b.closesAt);

/** Takes warnings in. One that was heard before, or that another tab's repetition brings, changes nothing. */
export function warn(state: State, warnings: readonly Warning[]): State {
  const fresh = warnings.filter((w) => !state.warnings.some((held) => same(w, held)));
  if (fresh.length === 0) return state;
  const kept = state.warnings.filter((w) => Date.parse(w.closesAt) > state.at);
  return { ...state, warnings: [...kept, ...fresh.map((w) => ({ ...w, waved: false }))] };
}

/** Waves the warnings of conversations away. */
export function wave(state: State, ids: readonly string[]): State {
  const warnings = state.warnings.map((w) =>
    ids.includes(w.conversation) && !w.waved ? { ...w, waved: true } : w,
  );
  return { ...state, warnings };
}

/** The warnings that still hold, the most urgent first, one for each conversation: the newest. */
export function standing(state: State): readonly Warned[] {
  const held = new Map<string, Warned>();
  for (const warning of state.warnings) if (holds(state, warning)) held.set(warning.conversation, warning);
  return [...held.values()].toSorted((a, b) => Date.parse(a.closesAt) - Date.parse(b.closesAt));
}

/** Somebody still waits in the very window that the warning was about. */
function holds(state: State, { waved, conversation, closesAt }: Warned): boolean {
  const row = state.rows[conversation];
  const ends = Date.parse(closesAt);
  return (
    !waved &&
    row?.waitingSince !== undefined &&
    row.status !== "closed" &&
    !row.windowOver &&
    state.at < ends &&
    Math.abs(deadlineOf(row) - ends) < 1000
  );
}
