import { describe, expect, test } from "vitest";

import type { MessageTemplate } from "./model";
import { blankTemplate, formOf, isNamed, nameOf, partsOf, placesOf, type TemplateForm } from "./templateForm";
import { problemsOf } from "./templateProblems";

const good: TemplateForm = {
  ...blankTemplate,
  name: "order_update",
  header: "text",
  headerText: "Order {{1}}",
  body: "Hi {{1}}, your order {{2}} is on its way.",
  footer: "Demo Cycles",
  buttons: [
    { type: "url", text: "Track", url: "https://shop.example/track/{{1}}", example: "20418" },
    { type: "quick_reply", text: "Thanks" },
  ],
  examples: { "header.1": "20418", "body.1": "Lena", "body.2": "20418" },
};

describe("what the platform would refuse", () => {
  test("nothing about a form that is whole", () => expect(problemsOf(good)).toEqual({}));

  const wrong: [string, Partial<TemplateForm>, Record<string, string>][] = [
    ["a name with a capital", { name: "Order" }, { name: "name" }],
    ["no words", { body: " ", examples: good.examples }, { body: "required" }],
    ["more than 1,024 characters", { body: `${"é".repeat(1025)}` }, { body: "long" }],
    ["a place at the start", { body: "{{1}} is your code." }, { body: "edge" }],
    ["a place at the end", { body: "Your code is {{1}}" }, { body: "edge" }],
    ["two places side by side", { body: "So {{1}} {{2}} it is." }, { body: "adjacent" }],
    ["numbers with a hole", { body: "Hi {{2}}, hello." }, { body: "sequence" }],
    [
      "numbers and names",
      { body: "Hi {{1}} and {{name}} there.", examples: { ...good.examples, "body.name": "x" } },
      { body: "mixed" },
    ],
    [
      "two places in the header",
      { headerText: "{{1}} of {{2}} x", examples: { ...good.examples, "header.2": "x" } },
      { header: "onePlace" },
    ],
    ["a place in the footer", { footer: "Yours {{1}}" }, { footer: "noPlace" }],
    [
      "a place without an example",
      { examples: { "header.1": "x", "body.1": "Lena" } },
      { "example.body.2": "example" },
    ],
    [
      "a button without words",
      { buttons: [{ type: "quick_reply", text: "" }] },
      { "buttons.0.text": "required" },
    ],
    [
      "an address that is none",
      { buttons: [{ type: "url", text: "Go", url: "shop" }] },
      { "buttons.0.url": "url" },
    ],
    [
      "a place inside an address",
      { buttons: [{ type: "url", text: "Go", url: "https://a.b/{{1}}/c" }] },
      { "buttons.0.url": "url" },
    ],
    [
      "a number that is none",
      { buttons: [{ type: "phone_number", text: "Call", phone: "12" }] },
      { "buttons.0.phone": "phone" },
    ],
  ];
  test.each(wrong)("%s", (_, part, want) => {
    const form = { ...good, ...part };
    const found = problemsOf(form);
    expect(found).toMatchObject(want);
    expect(Object.keys(found)).toEqual(Object.keys(want));
  });
});

test("places are found once, in their order", () => {
  expect(placesOf("{{2}} {{ 1 }} {{2}} {{x}} {{X}}")).toEqual(["2", "1", "x"]);
});

test("names in every place make a named template", () => {
  const named = { ...good, header: "none" as const, body: "Hi {{first_name}}, see you." };
  expect(isNamed(named)).toBe(true);
  expect(isNamed(good)).toBe(false);
  expect(partsOf({ ...named, examples: { "body.first_name": "Lena" } })[0]?.examples).toEqual([
    { kind: "text", name: "first_name", text: "Lena" },
  ]);
});

test("what was written comes back from the template it became, quick answers first", () => {
  const template: MessageTemplate = {
    id: "1",
    name: good.name,
    language: good.language,
    category: good.category,
    status: "approved",
    named: false,
    parts: partsOf(good),
  };
  expect(formOf(template)).toEqual({ ...good, buttons: good.buttons.toReversed() });
});

test("a title becomes a name", () => {
  expect(nameOf("Order update: café!")).toBe("order_update_cafe_");
});
