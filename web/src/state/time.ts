// What remains of a window, as levels and numbers; words and colours belong to the views.
import type { Conversation } from "./model";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** calm: more than 4 hours. soon: 4 hours or less. urgent: 1 hour or less. */
export type Level = "calm" | "soon" | "urgent" | "closed";

export interface Left {
  level: Level;
  /** Milliseconds until the window closes; 0 when it has. */
  ms: number;
  /** When it closes, in milliseconds. */
  closesAt: number;
  /** Which of the platform's rules gives it. */
  rule: "whatsapp24h" | "meta24h" | "human7d";
}

/** What remains for a human's answer; undefined on channels without a window. now is the server's time. */
export function timeLeft(row: Conversation, now: number): Left | undefined {
  if (!row.windowClosesAt) return undefined;
  const standard = Date.parse(row.windowClosesAt);
  const rule = row.channelKind === "whatsapp" ? "whatsapp24h" : "meta24h";
  // Once the server has acted on the end it is over, whatever this machine's clock says.
  const present = row.windowExpired ? Math.max(now, standard) : now;
  // After the standard window only a person may still answer, where the platform gives them longer.
  const human = row.humanWindowClosesAt ? Date.parse(row.humanWindowClosesAt) : 0;
  if (present >= standard && human > standard) return left(human, present, "human7d");
  return left(standard, present, rule);
}

function left(closesAt: number, now: number, rule: Left["rule"]): Left {
  // At the very millisecond of the deadline the window is closed.
  const ms = Math.max(0, closesAt - now);
  return { level: levelOf(ms), ms, closesAt, rule };
}

/** How pressing it is that so many milliseconds are left. */
export function levelOf(ms: number): Level {
  return ms <= 0 ? "closed" : ms <= HOUR ? "urgent" : ms <= 4 * HOUR ? "soon" : "calm";
}

/** A span in its largest whole unit, rounded down: what a row shows. Below a minute it counts seconds. */
export function largestUnit(ms: number): { unit: "second" | "minute" | "hour" | "day"; value: number } {
  if (ms >= 2 * DAY) return { unit: "day", value: Math.floor(ms / DAY) };
  if (ms >= HOUR) return { unit: "hour", value: Math.floor(ms / HOUR) };
  if (ms >= MINUTE) return { unit: "minute", value: Math.floor(ms / MINUTE) };
  return { unit: "second", value: Math.ceil(ms / SECOND) };
}

const two = (n: number): string => String(n).padStart(2, "0");

/** A countdown to the second, "3:12:08" or "12:08". It reads 0:00 only when the window has closed. */
export function countdown(ms: number): string {
  const seconds = Math.ceil(ms / SECOND);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
