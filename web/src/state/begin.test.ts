import { expect, test } from "vitest";

import { couldBePhone, offered } from "./begin";
import { row } from "./made";

const person = (
  id: string,
  name: string,
  phone: string,
  at: number,
  kind: "whatsapp" | "webchat" = "whatsapp",
) => ({
  ...row({ id, channelKind: kind, activityAt: new Date(at).toISOString() }),
  contact: { id, name, phone },
});

const rows = Object.fromEntries(
  [
    person("a", "José Álvarez", "+34600111222", 1),
    person("b", "Josefine", "+4915123456", 2),
    person("c", "Jo on the web", "+4915123456", 3, "webchat"),
  ].map((r) => [r.id, r]),
);

test.each([
  ["jose", ["b", "a"]],
  ["ALVAREZ", ["a"]],
  ["0151 23", ["b"]],
  ["+34 600", ["a"]],
  ["nobody", []],
  ["  ", []],
])("typing %j offers %j", (typed, ids) => {
  expect(offered({ rows }, typed).map((r) => r.id)).toEqual(ids);
});

test.each([
  ["+49 (151) 23-45", true],
  ["0151/2345", true],
  ["1234", false],
  ["Ana 151", false],
  ["", false],
])("%j is meant as a number: %s", (typed, meant) => {
  expect(couldBePhone(typed)).toBe(meant);
});
