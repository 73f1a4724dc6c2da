// What a person does to a conversation. Each act shows at once, and turns back with the reason if the server
// says no.
import * as calls from "../net/calls";
import { asFault, Fault } from "../net/fault";
import { loadRow } from "./load";
import type { Assignee, Conversation, Patch } from "./model";
import { notify } from "./notice";
import { rowOf } from "./rows";
import { happen, now } from "./store";

type Call = (version: number | undefined) => Promise<Conversation>;

/** What a person looks at when they decide; if it is unchanged, a newer version is no reason to refuse. */
function seen(row: Conversation | undefined): string {
  return JSON.stringify([row?.status, row?.assignee, row?.preview?.messageId]);
}

async function act(tried: string, id: string, patch: Patch, call: Call): Promise<boolean> {
  // As the person sees it: what they did a moment ago, still on its way, is no colleague's change.
  const before = rowOf(now(), id);
  happen({ kind: "patched", id, patch });
  try {
    const row = await call(before?.version).catch(async (thrown: unknown) => {
      if (asFault(thrown).code !== "stale_version") throw thrown;
      await loadRow(id);
      const present = now().rows[id];
      if (seen(present) !== seen(before)) throw thrown;
      return call(present?.version);
    });
    happen({ kind: "unpatched", id, row });
    return true;
  } catch (thrown) {
    happen({ kind: "unpatched", id });
    const fault = asFault(thrown);
    if (fault.status === 409 || fault.status === 404) void loadRow(id);
    notify({ fault, tried });
    return false;
  }
}

/**
 * Takes a conversation for oneself, if nobody has it or a warning has opened it: the first one wins. From a colleague it
 * is taken over by assigning.
 */
export function take(id: string): Promise<boolean> {
  const me = now().me?.member.id;
  const row = rowOf(now(), id);
  if (!me || row?.assignee?.userId === me) return Promise.resolve(false);
  if (row?.assignee && !row.openToTeam) return give(id, { userId: me });
  return act("take", id, { assignee: { userId: me } }, () => calls.claim(id));
}

/** Gives a conversation to a colleague, a team or nobody. */
export function give(id: string, assignee: Assignee | null): Promise<boolean> {
  return act("assign", id, { assignee: assignee ?? undefined }, (v) => calls.assign(id, assignee, v));
}

export function close(id: string): Promise<boolean> {
  return act("close", id, { status: "closed", snoozedUntil: undefined }, (v) => calls.close(id, v));
}

/** Closes after one's own answer, unless somebody has said something since. */
export async function closeAfter(id: string, messageId: string): Promise<boolean> {
  await loadRow(id);
  if (now().rows[id]?.preview?.messageId === messageId) return close(id);
  notify({ fault: new Fault("stale_version", 409, ""), tried: "close" });
  return false;
}

export function reopen(id: string): Promise<boolean> {
  return act("reopen", id, { status: "open" }, (v) => calls.reopen(id, v));
}

/** Lets it sleep until a time (RFC 3339), or until the customer writes. */
export function snooze(id: string, until?: string): Promise<boolean> {
  return act("snooze", id, { status: "pending", snoozedUntil: until }, (v) => calls.snooze(id, until, v));
}

/**
 * Marks a conversation as seen, if the person looking is one who is in charge: the assignee, or anybody while
 * no one person has it. A supervisor's glance takes nobody's unread mark away. It fails silently: the next
 * look tries again.
 */
export async function markRead(id: string): Promise<void> {
  const row = rowOf(now(), id);
  const owner = row?.assignee?.userId;
  if (!row?.unread || (owner && owner !== now().me?.member.id)) return;
  happen({ kind: "patched", id, patch: { unread: 0 } });
  try {
    happen({ kind: "unpatched", id, row: await calls.markRead(id) });
  } catch {
    happen({ kind: "unpatched", id });
  }
}
