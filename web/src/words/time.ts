// Times as people read them: in the browser's language and zone.
const DAY = 86_400_000;

const locale = typeof navigator === "undefined" ? "en" : navigator.language;
const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" });
const weekday = new Intl.DateTimeFormat(locale, { weekday: "short", hour: "2-digit", minute: "2-digit" });
const dayMonth = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" });
const dayMonthYear = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric" });
const longDay = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" });
const longDayYear = new Intl.DateTimeFormat(locale, {
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
});
const full = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium" });

type Unit = "second" | "minute" | "hour" | "day";

const units = new Map(
  (["second", "minute", "hour", "day"] as const).map((unit) => [
    unit,
    new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "narrow" }),
  ]),
);

/** "3h", "42m". */
export function span(unit: Unit, value: number): string {
  return units.get(unit)?.format(value) ?? String(value);
}

/** How long ago, relative up to a day, then day and clock, then the date; "" stands for "just now". */
export function ago(at: number, now: number): string {
  const ms = now - at;
  if (ms < 60_000) return "";
  if (ms < 3_600_000) return span("minute", Math.floor(ms / 60_000));
  if (ms < DAY) return span("hour", Math.floor(ms / 3_600_000));
  if (ms < 6 * DAY) return weekday.format(at);
  return sameYear(at, now) ? dayMonth.format(at) : dayMonthYear.format(at);
}

export const clockTime = (at: number): string => clock.format(at);
export const exact = (at: number): string => full.format(at);

/** "14:05" today, otherwise with its day. */
export function moment(at: number, now: number): string {
  if (sameDay(at, now)) return clock.format(at);
  if (Math.abs(now - at) < 6 * DAY) return weekday.format(at);
  return `${sameYear(at, now) ? dayMonth.format(at) : dayMonthYear.format(at)}, ${clock.format(at)}`;
}

/** The name of a day in a thread. */
export function dayName(at: number, now: number): "today" | "yesterday" | { text: string } {
  if (sameDay(at, now)) return "today";
  if (sameDay(at, now - DAY)) return "yesterday";
  return { text: sameYear(at, now) ? longDay.format(at) : longDayYear.format(at) };
}

export function sameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}

function sameYear(a: number, b: number): boolean {
  return new Date(a).getFullYear() === new Date(b).getFullYear();
}

/** "1.2 MB". */
export function size(bytes: number): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
  const step = bytes > 0 ? Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3)) : 0;
  const unit = units[step] ?? "byte";
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit,
    unitDisplay: "narrow",
    maximumFractionDigits: step > 1 ? 1 : 0,
  }).format(bytes / 1000 ** step);
}
