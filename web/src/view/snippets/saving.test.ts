import { expect, test } from "vitest";

import { named, shortcutFor, SHORTCUT, titleFor } from "./saving";

test.each([
  ["We are open from nine to five.", "We are open from nine to five"],
  ["Hello Ana,\nyour parcel is on its way.", "your parcel is on its way"],
  [`${"word ".repeat(20)}`, "word word word word word word word word"],
  ["Hi", "Hi"],
])("the title of %o is %o", (text, title) => {
  expect(titleFor(text)).toBe(title);
});

test("a shortcut is made of two words and is nobody's", () => {
  expect(shortcutFor("We are open", new Set())).toBe("we-are");
  expect(shortcutFor("We are open", new Set(["we-are", "we-are-2"]))).toBe("we-are-3");
  expect(shortcutFor("…", new Set())).toBe("");
  expect(shortcutFor("Öffnungszeiten am Sonntag", new Set())).toMatch(SHORTCUT);
});

test("a first name becomes its field as a whole word only", () => {
  expect(named("Hello Ana, Anastasia's Ana.", "Ana")).toBe(
    "Hello {{first_name}}, Anastasia's {{first_name}}.",
  );
  expect(named("a+b", "a+")).toBe("a+b");
});
