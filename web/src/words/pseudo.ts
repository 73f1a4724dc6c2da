// The pseudo-locale: the same sentences, accented and 40 % longer, with placeholders left alone.

export type Words = { [key: string]: string | Words };

const accents: Readonly<Record<string, string>> = {
  a: "á",
  b: "ƀ",
  c: "ç",
  d: "ð",
  e: "é",
  g: "ĝ",
  h: "ĥ",
  i: "í",
  j: "ĵ",
  k: "ķ",
  l: "ļ",
  n: "ñ",
  o: "ó",
  r: "ŕ",
  s: "š",
  t: "ţ",
  u: "ú",
  w: "ŵ",
  y: "ý",
  z: "ž",
  A: "Á",
  C: "Ç",
  E: "É",
  I: "Í",
  N: "Ñ",
  O: "Ó",
  S: "Š",
  U: "Ú",
};

export function pseudoWord(text: string): string {
  const accented = text
    .split(/(\{\{.*?\}\})/)
    .map((part) => (part.startsWith("{{") ? part : part.replace(/[a-zA-Z]/g, (c) => accents[c] ?? c)))
    .join("");
  const extra = "·".repeat(Math.ceil(text.replaceAll(/\{\{.*?\}\}/g, "").length * 0.4));
  return `[${accented}${extra}]`;
}

export function pseudo<T extends Words>(words: T): T {
  const out = Object.entries(words).map(([key, value]) => [
    key,
    typeof value === "string" ? pseudoWord(value) : pseudo(value),
  ]);
  return Object.fromEntries(out) as T;
}
