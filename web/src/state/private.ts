// A private answer to a comment: it goes once, within seven days, and while a broadcast lasts.
import type { Message } from "./model";

/** How long after a comment its author may be answered privately, in milliseconds. */
export const PRIVATE_WITHIN = 7 * 24 * 3_600_000;

/**
 * open: until endsAt. perhaps: so too, but an answer went out of which nobody knows whether it arrived; if it did, the
 * platform refuses a second. underway: one is just being sent. used, late, never: no longer, and why.
 */
export interface Privacy {
  state: "open" | "perhaps" | "underway" | "used" | "late" | "never";
  /** Milliseconds. */
  endsAt: number;
}

/** Whether a comment can be answered privately at now, the server's time; sent is its last private answer so far. */
export function privacy(comment: Message, sent: Message | undefined, now: number): Privacy {
  const endsAt = Date.parse(comment.at) + PRIVATE_WITHIN;
  if (!comment.comment || comment.direction !== "in" || comment.deletedAt) return { state: "never", endsAt };
  if (comment.privateReplyAt) return { state: "used", endsAt };
  if (now >= endsAt) return { state: "late", endsAt };
  if (sent?.status === "queued" || sent?.status === "sending") return { state: "underway", endsAt };
  return { state: sent?.status === "unknown" ? "perhaps" : "open", endsAt };
}

/** Whether that state lets an answer be written. */
export const answersPrivately = ({ state }: Privacy): boolean => state === "open" || state === "perhaps";

/** The last private answer to a comment, whatever became of it; it is never older than the comment. */
export function privateAnswer(messages: readonly Message[], comment: Message): Message | undefined {
  return messages.findLast((m) => m.private && m.direction === "out" && m.replyTo === comment.platformId);
}
