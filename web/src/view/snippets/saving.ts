// What a snippet that is made of an answer is called.

/** What the server takes as a shortcut. */
export const SHORTCUT = /^[\p{L}\p{N}._-]{1,30}$/u;

const TITLE = 40;

/** The first words of a text, without a greeting's sign behind them. */
export function titleFor(text: string): string {
  const line =
    text
      .trim()
      .split("\n")
      .find((each) => each.trim().length > 12) ?? text.trim();
  const short = Array.from(line).slice(0, TITLE).join("");
  const whole = short.length < line.length ? short.replace(/\s+\S*$/u, "") : short;
  return whole.replace(/[\s.,;:!?–-]+$/u, "");
}

/** A shortcut of the first two words that nobody has. */
export function shortcutFor(title: string, taken: ReadonlySet<string>): string {
  const words = title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const base = words.slice(0, 2).join("-").slice(0, 24);
  if (!base) return "";
  for (let n = 1; ; n++) {
    const shortcut = n === 1 ? base : `${base}-${n}`;
    if (!taken.has(shortcut)) return shortcut;
  }
}

/** A text with the field of the first name in place of a first name. */
export function named(text: string, first: string): string {
  if (first.length < 2) return text;
  const name = new RegExp(`(?<![\\p{L}\\p{N}])${escaped(first)}(?![\\p{L}\\p{N}])`, "gu");
  return text.replace(name, "{{first_name}}");
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
