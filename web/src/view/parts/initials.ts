const segments = new Intl.Segmenter(undefined, { granularity: "grapheme" });

const firstOf = (word: string): string => {
  for (const { segment } of segments.segment(word)) return segment;
  return "";
};

/** One or two letters for a name in any script; a phone number gives its last two digits. */
export function initialsOf(name: string): string {
  const trimmed = name.trim();
  if (/^\+?[\d\s()-]+$/.test(trimmed)) return trimmed.replace(/\D/g, "").slice(-2);
  const words = trimmed
    .replace(/^@/, "")
    .split(/[\s._-]+/)
    .filter(Boolean);
  const [first = "", last = ""] = [words[0], words.length > 1 ? words.at(-1) : ""];
  return (firstOf(first) + firstOf(last)).toLocaleUpperCase() || "?";
}

/** A hue that is always the same for a name. */
export function hueOf(name: string): number {
  let hash = 7;
  for (const char of name) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) % 360;
  return hash;
}
