// Pages that were asked for: of lists and of threads.
import { confirm } from "./entries";
import { settle, settleAll } from "./rows";
import { join, merge } from "./thread";
import type { Happening } from "./happening";
import type { State } from "./model";

type OfList = Extract<Happening, { kind: `list${string}` }>;

export function applyList(state: State, h: OfList): State {
  const held = state.lists[h.key];
  const put = (list: State["lists"][string]) => ({ ...state, lists: { ...state.lists, [h.key]: list } });
  if (h.kind === "listAsked") {
    const heard = h.more ? {} : { heard: [] };
    if (!held) return put({ query: h.query, ids: [], phase: "loading", loadingMore: false, ...heard });
    return put({
      ...held,
      ...heard,
      loadingMore: h.more,
      fault: undefined,
      phase: held.phase === "failed" ? "loading" : held.phase,
    });
  }
  if (!held) return state;
  if (h.kind === "listFailed") {
    const { heard: _told, ...list } = held;
    return put({
      ...list,
      phase: held.ids.length > 0 ? "ready" : "failed",
      loadingMore: false,
      fault: h.fault,
    });
  }
  // What was told of since the page was asked for is newer than the page.
  const told = h.more ? [] : (held.heard ?? []);
  const left = told.filter((id) => state.gone[id]);
  const items = h.page.items.filter((row) => !left.includes(row.id));
  const fresh = items.map((row) => row.id);
  const ids = h.more ? [...held.ids, ...fresh.filter((id) => !held.ids.includes(id))] : fresh;
  const next = put({ query: held.query, ids, cursor: h.page.cursor, phase: "ready", loadingMore: false });
  // Rows may have moved on since the server read the page: each is put where it belongs by what is held.
  return told.reduce(settle, settleAll(next, items));
}

type OfThread = Extract<Happening, { kind: `thread${string}` }>;

export function applyThread(state: State, h: OfThread): State {
  const held = state.threads[h.id];
  const put = (thread: State["threads"][string]) => ({
    ...state,
    threads: { ...state.threads, [h.id]: thread },
  });
  if (h.kind === "threadAsked") {
    const row = state.rows[h.id];
    const asked = h.older || !row ? held?.asked : { version: row.version, unread: row.unread };
    if (!held) return put({ messages: [], complete: false, phase: "loading", loadingOlder: false, asked });
    return put({
      ...held,
      asked,
      loadingOlder: h.older,
      fault: undefined,
      phase: held.phase === "failed" ? "loading" : held.phase,
    });
  }
  if (h.kind === "threadFailed") {
    if (!held) return state;
    return put({
      ...held,
      phase: held.messages.length > 0 ? "ready" : "failed",
      loadingOlder: false,
      fault: h.fault,
    });
  }
  const known = held?.phase === "ready" ? held : undefined;
  const thread =
    h.older && known
      ? { ...known, messages: merge(known.messages, h.page), complete: !h.more, loadingOlder: false }
      : join(known, h.page, h.more);
  return confirm(put({ ...thread, asked: held?.asked }), h.page);
}
