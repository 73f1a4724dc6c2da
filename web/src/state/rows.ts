// Rows and the lists they stand in.
import { place, without } from "./list";
import type { Conversation, Patch, State } from "./model";
import { isLent } from "./opened";
import { reach } from "./reach";

const patched = new WeakMap<Patch, { row: Conversation; shown: Conversation }>();

/** A row as the person sees it: the server's, with what they changed on top. */
export function rowOf(state: State, id: string): Conversation | undefined {
  const row = state.rows[id];
  const patch = state.patches[id];
  if (!row || !patch) return row;
  // The same row under the same patch is the same value, so that views see no change where there is none.
  const known = patched.get(patch);
  if (known?.row === row) return known.shown;
  const shown = { ...row, ...patch };
  patched.set(patch, { row, shown });
  return shown;
}

/** Takes rows that are newer than the held ones and moves them in every list. */
export function settleAll(state: State, rows: readonly Conversation[]): State {
  let next = state;
  for (const row of rows) {
    const held = next.rows[row.id];
    const newer = !held || row.version > held.version;
    const shown = reach(row, next.human[row.channelId]);
    if (newer) next = back({ ...next, rows: { ...next.rows, [row.id]: shown } }, row.id);
    next = settle(next, row.id);
  }
  return heard(
    next,
    rows.map((row) => row.id),
  );
}

/** Notes rows with the lists that are being read: their page may have been made before. */
function heard(state: State, ids: readonly string[]): State {
  let { lists } = state;
  for (const [key, list] of Object.entries(lists))
    if (list.heard) lists = { ...lists, [key]: { ...list, heard: [...list.heard, ...ids] } };
  return lists === state.lists ? state : { ...state, lists };
}

/** Puts one row where it belongs in every list. */
export function settle(state: State, id: string): State {
  const row = rowOf(state, id);
  if (!row || !state.me) return state;
  const look = { me: state.me.member.id, at: state.at };
  const find = (other: string) => rowOf(state, other);
  let { lists } = state;
  for (const [key, list] of Object.entries(lists)) {
    if (list.phase !== "ready") continue;
    const placed = place(list, row, look, find);
    if (placed !== list) lists = { ...lists, [key]: placed };
  }
  return lists === state.lists ? state : { ...state, lists };
}

/** Forgets a conversation this person may no longer see. */
export function gone(state: State, id: string): State {
  const { [id]: _row, ...rows } = state.rows;
  const { [id]: _thread, ...threads } = state.threads;
  const lists = Object.fromEntries(
    Object.entries(state.lists).map(([key, list]) => [key, { ...list, ids: without(list.ids, id) }]),
  );
  const why = lent(state, id) ? ("shut" as const) : (state.gone[id] ?? true);
  return heard({ ...state, rows, threads, lists, gone: { ...state.gone, [id]: why } }, [id]);
}

function lent(state: State, id: string): boolean {
  const row = rowOf(state, id);
  return row !== undefined && isLent(state, row);
}

function back(state: State, id: string): State {
  if (!state.gone[id]) return state;
  const { [id]: _here, ...gone } = state.gone;
  return { ...state, gone };
}
