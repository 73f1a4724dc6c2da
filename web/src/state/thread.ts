// The entries of a thread: how news of a message meets what is held.
import type { Message, Thread } from "./model";

type Status = Message["status"];

// The product's order of delivery states; a message only ever moves up.
const ranks: Readonly<Record<Status, number>> = {
  none: 0,
  received: 0,
  queued: 1,
  sending: 2,
  unknown: 3,
  accepted: 4,
  sent: 5,
  failed: 6,
  delivered: 7,
  read: 8,
  played: 9,
};

export function rank(status: Status): number {
  return ranks[status];
}

const mediaRank = { pending: 0, failed: 1, ready: 2, doomed: 3, gone: 4 } as const;

/**
 * Whether news of the same message is older than what is held. Everything compared here only ever grows, so
 * the first difference decides; what may go to and fro (a reaction, hiding) follows the news.
 */
export function stale(held: Message, news: Message): boolean {
  if (rank(news.status) !== rank(held.status)) return rank(news.status) < rank(held.status);
  if (Boolean(held.deletedAt) !== Boolean(news.deletedAt)) return Boolean(held.deletedAt);
  if (Boolean(held.privateReplyAt) !== Boolean(news.privateReplyAt)) return Boolean(held.privateReplyAt);
  const [had, has] = [held.versions?.length ?? 0, news.versions?.length ?? 0];
  if (had !== has) return has < had;
  return fetched(news) < fetched(held);
}

/** How far the files of a message have come, as one number. */
function fetched({ media, more }: Message): number {
  return [media, ...(more ?? [])].reduce((sum, file) => sum + (file ? mediaRank[file.state] : 0), 0);
}

/** Ids order a thread; they are compared as plain text. */
export const byId = (a: Message, b: Message): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** Puts entries into a thread by id: new ones in their place, known ones forward, never back. */
export function merge(held: readonly Message[], news: readonly Message[]): readonly Message[] {
  if (news.length === 0) return held;
  const known = new Map(held.map((m) => [m.id, m]));
  let changed = false;
  for (const m of news) {
    const old = known.get(m.id);
    if (old && (stale(old, m) || same(old, m))) continue;
    known.set(m.id, m);
    changed = true;
  }
  return changed ? [...known.values()].toSorted(byId) : held;
}

function same(a: Message, b: Message): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** A page (any order) joined to a thread; a page that does not reach back to what is held replaces it. */
export function join(thread: Thread | undefined, page: readonly Message[], more: boolean): Thread {
  const fresh = page.toSorted(byId);
  const last = thread?.messages.at(-1);
  const first = fresh[0];
  const joined = thread && last && (!more || (first && first.id <= last.id));
  return {
    messages: joined ? merge(thread.messages, fresh) : fresh,
    complete: joined ? thread.complete || !more : !more,
    phase: "ready",
    loadingOlder: false,
  };
}

/** How long after it was sent a message usually still changes, in milliseconds. */
const SETTLES_IN = 10 * 60_000;

/** Whether something in a thread is likely to change by itself: a message on its way, a file being fetched. */
export function unsettled(messages: readonly Message[], now: number): boolean {
  return messages.some((m) => {
    if (now - Date.parse(m.at) > SETTLES_IN) return false;
    const moving = m.direction === "out" && m.status !== "read" && rank(m.status) !== rank("failed");
    return moving || [m.media, ...(m.more ?? [])].some((file) => file?.state === "pending");
  });
}
