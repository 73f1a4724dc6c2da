// A private answer to a comment: it goes once, within seven days, and while a broadcast lasts.
import type { Message } from "./model";

/** How long after a comment its author may be answered privately, in milliseconds. */
export const PRIVATE_WITHIN = 7 * 24 * 3_600_000;

/** open: until endsAt. used, late, never: no longer, and why. */
export interface Privacy {
  state: "open" | "used" | "late" | "never";
  /** Milliseconds. */
  endsAt: number;
}

/** Whether a comment can be answered privately at now, the server's time. */
export function privacy(comment: Message, now: number): Privacy {
  const endsAt = Date.parse(comment.at) + PRIVATE_WITHIN;
  if (!comment.comment || comment.direction !== "in" || comment.deletedAt) return { state: "never", endsAt };
  if (comment.privateReplyAt) return { state: "used", endsAt };
  return { state: now < endsAt ? "open" : "late", endsAt };
}
