// Until when a person may surely write, as rows are warned of, coloured and sorted by it.
import type { Conversation } from "./model";
import { levelOf, type Level } from "./time";

/** "Closing soon" holds what closes within this, in milliseconds: from here on rows are amber. */
export const SOON = 4 * 3_600_000;

const known = new WeakMap<Conversation, number>();

/** The last moment until which a person may surely write, in milliseconds; 0 without a window. */
export function deadlineOf(row: Conversation): number {
  const held = known.get(row);
  if (held !== undefined) return held;
  const deadline = row.kind === "comment" ? 0 : Math.max(ms(row.windowClosesAt), ms(row.humanWindowClosesAt));
  known.set(row, deadline);
  return deadline;
}

const ms = (time: string | undefined): number => (time ? Date.parse(time) : 0);

/** Whether a row's window is open at a time. Once the server has acted on its end, no clock opens it again. */
export function isOpen(row: Conversation, now: number): boolean {
  return !row.windowOver && now < deadlineOf(row);
}

/** Whether a window closes soon: the conversation is in progress, and not much of it is left. */
export function closesSoon(row: Conversation, now: number): boolean {
  return row.status !== "closed" && isOpen(row, now) && deadlineOf(row) - now <= SOON;
}

/** What is left until the deadline; undefined without a window. */
export function leftOf(row: Conversation, now: number): { level: Level; ms: number } | undefined {
  const deadline = deadlineOf(row);
  if (!deadline) return undefined;
  const left = isOpen(row, now) ? deadline - now : 0;
  return { level: levelOf(left), ms: left };
}
