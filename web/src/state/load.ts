// Loading lists and threads: each function may be called again at any time; a second call while one is
// under way is left out.
import * as calls from "../net/calls";
import { asFault } from "../net/fault";
import { listKey } from "./list";
import type { Message, Query } from "./model";
import { happen, now } from "./store";

const underway = new Set<string>();

async function once(name: string, work: () => Promise<void>): Promise<void> {
  if (underway.has(name)) return;
  underway.add(name);
  await work().finally(() => underway.delete(name));
}

/** Reads the first page of a list, keeping what is shown until it is there. */
export function loadList(query: Query): Promise<void> {
  const key = listKey(query);
  return once(`list ${key}`, async () => {
    happen({ kind: "listAsked", key, query, more: false });
    try {
      happen({ kind: "listPage", key, page: await calls.listConversations(query), more: false });
    } catch (thrown) {
      happen({ kind: "listFailed", key, fault: asFault(thrown) });
    }
  });
}

/** Reads the next page of a list. */
export function loadMore(key: string): Promise<void> {
  return once(`list ${key}`, async () => {
    const list = now().lists[key];
    if (!list?.cursor) return;
    happen({ kind: "listAsked", key, query: list.query, more: true });
    try {
      const page = await calls.listConversations(list.query, list.cursor);
      happen({ kind: "listPage", key, page, more: true });
    } catch (thrown) {
      happen({ kind: "listFailed", key, fault: asFault(thrown) });
    }
  });
}

/** Reads one row; one that is gone or not ours leaves the screen. False when no answer came. */
export async function loadRow(id: string): Promise<boolean> {
  try {
    happen({ kind: "row", row: await calls.getConversation(id) });
    return true;
  } catch (thrown) {
    const missing = asFault(thrown).status === 404;
    if (missing) happen({ kind: "gone", id });
    return missing;
  }
}

/**
 * Reads the newest page of a thread and closes any hole between it and what is held. Asked for "again", it
 * does not count a reading that is on its way already, which may be too early.
 */
export function loadThread(id: string, which: "first" | "again" = "first"): Promise<void> {
  return once(`thread ${id} ${which}`, async () => {
    happen({ kind: "threadAsked", id, older: false });
    try {
      const page = await calls.listMessages(id);
      const oldest = page.items.at(-1);
      const last = now().threads[id]?.messages.at(-1);
      if (page.cursor && oldest && last && last.id < oldest.id) await fillUp(id);
      happen({ kind: "threadPage", id, page: page.items, more: Boolean(page.cursor), older: false });
    } catch (thrown) {
      happen({ kind: "threadFailed", id, fault: asFault(thrown) });
    }
  });
}

/** How many pages a thread catches up with before it starts anew from its newest page. */
const CATCH_UP_PAGES = 4;

async function fillUp(id: string): Promise<void> {
  for (let i = 0; i < CATCH_UP_PAGES; i++) {
    const last = now().threads[id]?.messages.at(-1);
    if (!last) return;
    const page = await calls.listMessages(id, { after: last.id }, 100);
    happen({ kind: "messages", messages: page.items });
    if (!page.cursor) return;
  }
}

export function loadOlder(id: string): Promise<void> {
  return once(`older ${id}`, async () => {
    const thread = now().threads[id];
    const first: Message | undefined = thread?.messages[0];
    if (!first || thread?.complete) return;
    happen({ kind: "threadAsked", id, older: true });
    try {
      const page = await calls.listMessages(id, { before: first.id });
      happen({ kind: "threadPage", id, page: page.items, more: Boolean(page.cursor), older: true });
    } catch (thrown) {
      happen({ kind: "threadFailed", id, fault: asFault(thrown) });
    }
  });
}

/** Makes the next conversation paint at once: reads its thread if nothing of it is held. */
export function prefetch(id: string): void {
  if (!now().threads[id]) void loadThread(id);
}
