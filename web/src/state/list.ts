// Which rows a list holds and in which order: the client's mirror of the server's views, so that a row moves
// the moment it changes.
import { closesSoon, deadlineOf, isOpen } from "./deadline";
import type { Conversation, List, Query } from "./model";

/** One list's name in the store. */
export function listKey(query: Query): string {
  const channels = (query.channel ?? []).toSorted().join("+");
  return [query.view, query.kind, query.sort, query.unanswered ? "unanswered" : "", channels].join("|");
}

/** Who looks at a list, and when: the person's id and the server's time in milliseconds. */
export interface Look {
  me: string;
  at: number;
}

/** Whether what a list holds, or its order, changes as time passes. */
export const timed = (query: Query): boolean => query.view === "closing" || query.sort === "deadline";

/** Whether a row belongs into a list, at a look. */
export function matches(query: Query, row: Conversation, { me, at }: Look): boolean {
  if (row.kind !== query.kind) return false;
  if (query.channel?.length && !query.channel.includes(row.channelId)) return false;
  if (query.unanswered && !row.waitingSince) return false;
  const someone = row.assignee?.userId ?? row.assignee?.teamId;
  switch (query.view) {
    case "mine":
      return row.assignee?.userId === me && row.status !== "closed";
    case "unassigned":
      return row.status === "open" && !someone;
    case "assigned":
      return row.status === "open" && Boolean(someone);
    case "pending":
      return row.status === "pending";
    case "closed":
      return row.status === "closed";
    case "closing":
      return closesSoon(row, at);
    default:
      return true;
  }
}

/** Below zero when a stands above b. Instants are compared as instants: fractions come in any length. */
export function compare(sort: Query["sort"], a: Conversation, b: Conversation, at: number): number {
  if (sort === "deadline") return byDeadline(a, b, at);
  if (sort === "newest") return instant(b.activityAt) - instant(a.activityAt) || (a.id > b.id ? -1 : 1);
  // Those who wait come first, longest first; the others stand behind them.
  if (Boolean(a.waitingSince) !== Boolean(b.waitingSince)) return a.waitingSince ? -1 : 1;
  const wait = instant(a.waitingSince ?? a.activityAt) - instant(b.waitingSince ?? b.activityAt);
  return wait || (a.id < b.id ? -1 : 1);
}

/**
 * The soonest comes first; behind what is open stands what is over, behind that, the newest first, what is done or
 * knows no window.
 */
function byDeadline(a: Conversation, b: Conversation, at: number): number {
  const rank = (row: Conversation) =>
    row.status === "closed" || !deadlineOf(row) ? 2 : isOpen(row, at) ? 0 : 1;
  const [of, other] = [rank(a), rank(b)];
  if (of !== other) return of - other;
  if (of === 2) return compare("newest", a, b, at);
  return deadlineOf(a) - deadlineOf(b) || (a.id < b.id ? -1 : 1);
}

const instant = (time: string): number => Date.parse(time);

/**
 * Puts a row where it belongs in a list, or takes it out. A row that would stand below the last loaded one
 * stays out while the server has more: "load older" will bring it.
 */
export function place(
  list: List,
  row: Conversation,
  look: Look,
  rowOf: (id: string) => Conversation | undefined,
): List {
  const held = list.ids.indexOf(row.id);
  if (!matches(list.query, row, look)) return held < 0 ? list : { ...list, ids: without(list.ids, row.id) };
  const others = held < 0 ? list.ids : without(list.ids, row.id);
  let at = others.findIndex((id) => {
    const other = rowOf(id);
    return other !== undefined && compare(list.query.sort, row, other, look.at) < 0;
  });
  if (at < 0) {
    if (list.cursor && held < 0) return list;
    at = others.length;
  }
  if (at === held) return list;
  return { ...list, ids: [...others.slice(0, at), row.id, ...others.slice(at)] };
}

export function without(ids: readonly string[], id: string): readonly string[] {
  return ids.filter((other) => other !== id);
}
