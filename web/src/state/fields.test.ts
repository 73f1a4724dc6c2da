import { describe, expect, test } from "vitest";

import { fieldsOf, fill, holesOf } from "./fields";
import { row } from "./made";

const ana = row({ id: "a", contact: { id: "c", name: "Ana María Sousa", phone: "+351210000000" } });
const values = fieldsOf(ana, "Ben", "Support");

describe("a text with fields", () => {
  test.each([
    ["Hello {{first_name}}.", "Hello Ana.", []],
    ["{{ name }}, {{phone}}", "Ana María Sousa, +351210000000", []],
    ["{{agent}} of {{channel}}", "Ben of Support", []],
    ["Hello {{username}}.", "Hello {{username}}.", ["username"]],
    ["Hello {{username|friend}}.", "Hello friend.", []],
    ["Hello {{first_name|friend}}.", "Hello Ana.", []],
    ["Hello {{username|}}.", "Hello .", []],
    ["{{order}} {{order}} {{username}}", "{{order}} {{order}} {{username}}", ["order", "username"]],
    ["{{order|none}}", "{{order|none}}", ["order"]],
    ["{ {name} } {{Name}} {{1}}", "{ {name} } {{Name}} {{1}}", []],
  ] as const)("%s becomes %s", (text, expected, missing) => {
    expect(fill(text, values)).toEqual({ text: expected, missing });
  });

  test("does not read a value as a field", () => {
    expect(fill("{{name}}", { name: "{{phone}}", phone: "1" }).text).toBe("{{phone}}");
  });

  test("tells where its fields stand", () => {
    expect(holesOf("a {{name}} b {{x|y}}")).toEqual([
      { from: 2, to: 10, name: "name" },
      { from: 13, to: 20, name: "x" },
    ]);
  });
});

describe("a customer whom the platform does not name", () => {
  test.each([
    { name: "+351210000000", phone: "+351210000000" },
    { name: "ana.s", username: "ana.s" },
    { name: "1784", userId: "1784" },
  ])("has no first name: %o", (contact) => {
    const nameless = fieldsOf(row({ id: "b", contact: { id: "c", ...contact } }), "Ben", "Support");
    expect(fill("{{first_name}}", nameless).missing).toEqual(["first_name"]);
  });
});
