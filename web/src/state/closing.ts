// The view of what closes soon, kept right by the second for as long as somebody is signed in.
import { listKey } from "./list";
import { loadList } from "./load";
import type { Query, State } from "./model";
import { rowOf } from "./rows";
import { happen, serverNow } from "./store";

/** The list behind the view and its badge. */
export const closingQuery: Query = { view: "closing", kind: "message", sort: "deadline" };
const key = listKey(closingQuery);

/**
 * The list is read anew this often, in milliseconds. The server is asked for what closes a quarter of an hour
 * later than the view shows, so that a quiet row is known before its time comes.
 */
const READ_EVERY = 10 * 60_000;

const SECOND = 1000;

/** Reads the list and moves it with the clock until told to stop. */
export function watchClosing(): () => void {
  void loadList(closingQuery);
  let read = Date.now();
  const look = () => {
    happen({ kind: "ticked", at: serverNow() });
    if (Date.now() - read < READ_EVERY || document.visibilityState !== "visible") return;
    read = Date.now();
    void loadList(closingQuery);
  };
  const timer = setInterval(look, SECOND);
  return () => clearInterval(timer);
}

/** How many wait for an answer in windows that close soon; `more`: at least so many. */
export function waitingSoon(state: State): { count: number; more: boolean; first?: string } {
  const list = state.lists[key];
  const waiting = (list?.ids ?? []).filter((id) => rowOf(state, id)?.waitingSince);
  return { count: waiting.length, more: Boolean(list?.cursor), first: waiting[0] };
}
