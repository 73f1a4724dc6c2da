/** The longest text message of WhatsApp and the longest note, in code points; the server holds the same. */
const limits = { reply: 4096, note: 10_000 } as const;

export const limitOf = (mode: "reply" | "note"): number => limits[mode];

export function lengthOf(text: string): number {
  // Short texts need no counting: a string is never longer in code points than in code units.
  return text.length <= limits.reply ? text.length : Array.from(text).length;
}
