// What the passing of time alone changes: rows come into the view of what closes soon, and leave it at their second.
import { deadlineOf, SOON } from "./deadline";
import { compare, matches, place, timed } from "./list";
import type { Conversation, List, State } from "./model";
import { rowOf } from "./rows";

interface Ahead {
  from: number;
  next: number;
}

const known = new WeakMap<State["rows"], Ahead>();

/** The state at a later time of the server, in milliseconds; the same value while nothing has come due. */
export function tick(state: State, at: number): State {
  if (!state.me || (at >= state.at && at < ahead(state))) return state;
  const next = { ...state, at };
  const look = { me: state.me.member.id, at };
  const find = (id: string) => rowOf(state, id);
  let { lists } = state;
  for (const [key, list] of Object.entries(lists)) {
    if (list.phase !== "ready" || !timed(list.query)) continue;
    const sorted = inOrder(list, look, find);
    const held = new Set(sorted.ids);
    const placed = Object.keys(state.rows).reduce((l, id) => {
      const row = held.has(id) ? undefined : find(id);
      return row && matches(list.query, row, look) ? place(l, row, look, find) : l;
    }, sorted);
    if (!same(placed.ids, list.ids)) lists = { ...lists, [key]: placed };
  }
  return { ...next, lists };
}

function inOrder(
  list: List,
  look: { me: string; at: number },
  find: (id: string) => Conversation | undefined,
): List {
  const rows = list.ids.map(find).filter((row) => row !== undefined && matches(list.query, row, look));
  const ids = (rows as Conversation[])
    .toSorted((a, b) => compare(list.query.sort, a, b, look.at))
    .map((row) => row.id);
  return { ...list, ids };
}

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id, i) => id === b[i]);

/** The next moment at which something comes due. */
function ahead(state: State): number {
  const held = known.get(state.rows);
  if (held?.from === state.at) return held.next;
  let next = Number.POSITIVE_INFINITY;
  for (const row of Object.values(state.rows)) {
    const deadline = deadlineOf(row);
    for (const moment of [deadline - SOON, deadline]) {
      if (moment > state.at && moment < next) next = moment;
    }
  }
  known.set(state.rows, { from: state.at, next });
  return next;
}
