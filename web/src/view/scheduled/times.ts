// When a message can go out later, in the person's zone.
import { morning } from "../thread/morning";

const HOUR = 3_600_000;

/** What is offered at once, and when it would be. */
export function offered(now: number): { name: "hour" | "tomorrow" | "monday"; at: number }[] {
  const all = [
    { name: "hour" as const, at: now + HOUR },
    { name: "tomorrow" as const, at: morning(now, "tomorrow") },
    { name: "monday" as const, at: morning(now, "monday") },
  ];
  return all.filter(({ at }, i) => all.findIndex((other) => other.at === at) === i);
}

const two = (n: number): string => String(n).padStart(2, "0");

/** A time as a field for dates and times holds it, in the person's zone: "2026-05-12T09:00". */
export function toField(at: number): string {
  const d = new Date(at);
  return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}T${two(d.getHours())}:${two(d.getMinutes())}`;
}

/** What a field for dates and times says, in milliseconds; undefined where it says nothing. */
export function fromField(value: string): number | undefined {
  const at = new Date(value).getTime();
  return Number.isNaN(at) ? undefined : at;
}

/** The name of the person's zone. */
export const zone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
