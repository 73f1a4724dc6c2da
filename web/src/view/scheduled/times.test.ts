import { expect, test } from "vitest";

import { fromField, offered, toField } from "./times";

test("later is in an hour, tomorrow morning and on Monday morning", () => {
  const thursday = new Date(2026, 4, 14, 15, 30).getTime();
  expect(offered(thursday).map(({ name, at }) => `${name} ${toField(at)}`)).toEqual([
    "hour 2026-05-14T16:30",
    "tomorrow 2026-05-15T09:00",
    "monday 2026-05-18T09:00",
  ]);
});

test("on a Sunday tomorrow and Monday are one", () => {
  const sunday = new Date(2026, 4, 17, 15, 30).getTime();
  expect(offered(sunday).map(({ name }) => name)).toEqual(["hour", "tomorrow"]);
});

test("a field says the time that it shows", () => {
  const at = new Date(2026, 10, 1, 7, 5).getTime();
  expect(fromField(toField(at))).toBe(at);
  expect(fromField("")).toBeUndefined();
});
