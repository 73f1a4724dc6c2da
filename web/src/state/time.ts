// What remains of a window, as levels and numbers; words and colours belong to the views.
import { deadline, permitted, present, type Permit, type Rule } from "./judge";
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
  /** When it closes, in milliseconds; absent where the customer has never written. */
  closesAt?: number;
  /** Which of the platform's rules gives it. */
  rule: Exclude<Rule, "none">;
  permit: Permit;
}

/** What remains for a person's answer; undefined where there is no window. now is the server's time. */
export function timeLeft(row: Conversation, now: number): Left | undefined {
  const { permit, rule, until } = permitted(row, now);
  if (rule === "none") return undefined;
  if (until === undefined) return { level: "closed", ms: 0, permit, ...ended(row) };
  const ms = until - present(row, now);
  return { level: levelOf(ms), ms, closesAt: until, rule, permit };
}

/** How pressing it is that so many milliseconds are left. */
export function levelOf(ms: number): Level {
  return ms <= 0 ? "closed" : ms <= HOUR ? "urgent" : ms <= 4 * HOUR ? "soon" : "calm";
}

/** The rule whose time ended last, and when. */
function ended(row: Conversation): Pick<Left, "closesAt" | "rule"> {
  const last = deadline(row);
  const ad = row.adWindowClosesAt ? Date.parse(row.adWindowClosesAt) : -Infinity;
  if (ad > last) return { closesAt: ad, rule: "ad_7d" };
  const standard = row.channelKind === "whatsapp" ? "whatsapp_24h" : "meta_24h";
  if (!row.windowClosesAt) return { rule: standard };
  return { closesAt: last, rule: last > Date.parse(row.windowClosesAt) ? "human_7d" : standard };
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
