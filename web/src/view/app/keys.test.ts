import { describe, expect, test } from "vitest";

import { sendsWith } from "../composer/sends";
import { layoutOf } from "../shell/layout";
import { morning } from "../thread/morning";
import { initialsOf } from "../parts/initials";
import { chordOf } from "./keys";
import { queryOf, searchOf } from "./search";

const press = (key: string, part: Partial<KeyboardEvent> = {}) =>
  ({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...part }) as KeyboardEvent;

describe("a key press", () => {
  test.each([
    [press("j"), "j"],
    [press("K", { ctrlKey: true }), "mod+k"],
    [press("k", { metaKey: true }), "mod+k"],
    [press("?", { shiftKey: true }), "?"],
    [press("X", { shiftKey: true }), "shift+x"],
    [press("Enter", { ctrlKey: true }), "mod+Enter"],
    [press("j", { altKey: true }), ""],
  ])("is written as its chord", (event, chord) => {
    expect(chordOf(event)).toBe(chord);
  });

  test("in the composer sends, breaks the line, or sends and closes", () => {
    const enter = press("Enter");
    const shifted = press("Enter", { shiftKey: true });
    expect([sendsWith(enter, true), sendsWith(shifted, true)]).toEqual(["send", undefined]);
    expect([sendsWith(enter, false), sendsWith(shifted, false)]).toEqual([undefined, "send"]);
    expect(sendsWith(press("Enter", { metaKey: true }), true)).toBe("sendClose");
    expect(sendsWith(press("a"), true)).toBeUndefined();
  });
});

describe("the address", () => {
  test("keeps what it understands and leaves out what is usual", () => {
    expect(searchOf({ view: "mine", kind: "comment", sort: "oldest", unanswered: true, x: 1 })).toEqual({
      view: "mine",
      kind: "comment",
      sort: "oldest",
      unanswered: true,
    });
    expect(searchOf({ view: "all", kind: "message", sort: "newest", unanswered: "yes" })).toEqual({});
    expect(searchOf({ view: "nonsense", channel: 5 })).toEqual({});
  });

  test("becomes the question to the server", () => {
    expect(queryOf({})).toEqual({ view: "all", kind: "message", sort: "newest" });
    expect(queryOf({ channel: "c", unanswered: true })).toMatchObject({ channel: ["c"], unanswered: true });
  });
});

describe("the layout", () => {
  const prefs = {
    views: true,
    contact: true,
    list: true,
    viewsWidth: 220,
    listWidth: 340,
    contactWidth: 300,
    enterSends: true,
    warnSound: false,
    warnDesktop: false,
  };
  test.each([
    [1440, "wide", 56 + 420],
    [1180, "wide", 56 + 420],
    [1000, "medium", 56 + 400],
    [768, "small", 56 + 420],
  ] as const)("of %i px is %s and leaves the thread its width", (width, size, least) => {
    const layout = layoutOf(width, prefs);
    expect(layout.size).toBe(size);
    expect(width - layout.views - layout.list - layout.contact).toBeGreaterThanOrEqual(least);
  });

  test("shows one panel at a time below 640", () => {
    expect(layoutOf(639, prefs)).toMatchObject({ size: "narrow", views: 0, contact: 0, list: 639 });
  });
});

test("a snooze until Monday never ends today", () => {
  const monday = new Date(2026, 4, 11, 8).getTime();
  expect(new Date(morning(monday, "monday")).getDate()).toBe(18);
  expect(new Date(morning(monday, "tomorrow")).getDate()).toBe(12);
  expect(new Date(morning(new Date(2026, 4, 10, 8).getTime(), "monday")).getDate()).toBe(11);
});

test.each([
  ["Ana Sousa", "AS"],
  ["Ana Maria de Sousa", "AS"],
  ["+49 151 23456", "56"],
  ["@ana.sousa", "AS"],
  ["山田太郎", "山"],
  ["👩‍👩‍👧 Family", "👩‍👩‍👧F"],
  ["", "?"],
])("the initials of %s are %s", (name, expected) => {
  expect(initialsOf(name)).toBe(expected);
});
