// WhatsApp's marks in a text: *bold*, _italic_, ~struck~, ```set``` and `set`.

export interface Run {
  /** What is inside runs of its own, or plain words. */
  inside: string | readonly Run[];
  as: "plain" | "bold" | "italic" | "struck" | "set";
}

// A mark counts where words stand right inside of it and none right outside; it ends with its line.
const MARKS =
  /```([^`]+?)```|`([^`\n]+)`|(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]*\S)\*(?![\p{L}\p{N}*])|(?<![\p{L}\p{N}_])_(?=\S)([^_\n]*\S)_(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}~])~(?=\S)([^~\n]*\S)~(?![\p{L}\p{N}~])/gu;

const kinds = ["set", "set", "bold", "italic", "struck"] as const;

/** Reads a text into runs, in their order. */
export function runsOf(text: string): readonly Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (const match of text.matchAll(MARKS)) {
    if (match.index > from) runs.push({ as: "plain", inside: text.slice(from, match.index) });
    const group = kinds.findIndex((_, i) => match[i + 1] !== undefined);
    const as = kinds[group] ?? "set";
    const inside = match[group + 1] ?? "";
    runs.push({ as, inside: as === "set" ? inside : runsOf(inside) });
    from = match.index + match[0].length;
  }
  if (from < text.length) runs.push({ as: "plain", inside: text.slice(from) });
  return runs;
}
