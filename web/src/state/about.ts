// Messages about other messages, and where comments stand.
import type { Shown } from "./lines";
import type { Message, Outgoing } from "./model";

const amending = new Set(["reaction", "edit", "revoke", "hide", "unhide"]);

/** Whether a message of this type changes the one it names, and is seen there. */
export const amends = (type: string): boolean => amending.has(type);

/** Our reactions that the platform has not confirmed, by the message they are on; "" taken back: none left. */
export function pendingReactions(
  messages: readonly Message[],
  outbox: readonly Outgoing[],
): ReadonlyMap<string, readonly Shown[]> {
  const loaded = new Set(messages.flatMap((m) => (m.platformId && !amends(m.type) ? [m.platformId] : [])));
  const newest = new Map<string, readonly Shown[]>();
  const take = (target: string | undefined, emoji: string) => {
    if (target && loaded.has(target)) newest.set(target, emoji ? [{ by: "us", emoji, pending: true }] : []);
  };
  for (const m of messages) {
    if (m.type === "reaction" && (m.status === "queued" || m.status === "sending")) take(m.replyTo, m.text);
  }
  for (const o of outbox) {
    if (o.type === "reaction" && o.phase !== "refused") take(o.replyTo, o.emoji ?? "");
  }
  return newest;
}

/**
 * Comments stand under their posts, the post with the newest entry last. What happened without a post (an
 * assignment, a note) stays with the comment before it. Threads without comments stay as they are.
 */
export function byPost(messages: readonly Message[]): readonly Message[] {
  if (!messages.some((m) => m.comment)) return messages;
  const groups = new Map<string, Message[]>();
  let post = messages.find((m) => m.comment)?.comment?.postId ?? "";
  for (const m of messages) {
    post = m.comment?.postId ?? post;
    const there = groups.get(post) ?? [];
    there.push(m);
    groups.delete(post); // what is put in again comes last
    groups.set(post, there);
  }
  return [...groups.values()].flat();
}

/** The message an action without another target is about: the customer's newest that is still there. */
export function newestOf(messages: readonly Message[]): Message | undefined {
  return messages.findLast(
    (m) => m.kind === "message" && m.direction === "in" && m.platformId && !m.deletedAt && !amends(m.type),
  );
}

/** Messages that can be answered, oldest first. */
export function answerable(messages: readonly Message[]): readonly Message[] {
  return messages.filter(
    (m) =>
      m.kind === "message" &&
      m.platformId &&
      !m.deletedAt &&
      m.status !== "failed" &&
      !amends(m.type) &&
      m.type !== "system",
  );
}
