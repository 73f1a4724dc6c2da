import { expect, test } from "vitest";

import desk from "./desk.json";
import en from "./en.json";
import later from "./later.json";
import settings from "./settings.json";
import windows from "./window.json";
import { pseudo, pseudoWord, type Words } from "./pseudo";

function flat(words: Words, path = ""): [string, string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === "string"
      ? [[`${path}${key}`, value] as [string, string]]
      : flat(value, `${path}${key}.`),
  );
}

test("the pseudo-locale is longer, and leaves placeholders alone", () => {
  const word = pseudoWord("Assigned to {{name}}");
  expect(word).toContain("{{name}}");
  expect(word.length).toBeGreaterThan("Assigned to {{name}}".length * 1.2);
  expect(flat(pseudo(en)).map(([key]) => key)).toEqual(flat(en).map(([key]) => key));
});

test("every plural has both of its forms", () => {
  const keys = new Set(
    [...flat(en), ...flat(settings), ...flat(later), ...flat(desk), ...flat(windows)].map(([key]) => key),
  );
  for (const key of keys) {
    if (key.endsWith("_one")) expect(keys).toContain(key.replace(/_one$/, "_other"));
    if (key.endsWith("_other")) expect(keys).toContain(key.replace(/_other$/, "_one"));
  }
});

test("sentences are whole: no blame, no shouting, no stray spaces", () => {
  for (const [key, text] of [
    ...flat(en),
    ...flat(settings),
    ...flat(later),
    ...flat(desk),
    ...flat(windows),
  ]) {
    expect(text.trim(), key).toBe(text);
    expect(text, key).not.toMatch(/!|please|sorry|oops|invalid|error/i);
  }
});
