import { readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import type { ButtonValue, MessageTemplate, TemplateUse } from "./model";
import { asked, holes, render, unfillable, type Hole } from "./template";
import { prefill, problems, usedAs, type HeaderFile, type Values } from "./templateFill";

interface Case {
  name: string;
  template: MessageTemplate;
  use: TemplateUse;
  file?: HeaderFile;
  text: string;
  holes: Hole[];
  code: string;
  problems: Record<string, string>;
}

const cases = JSON.parse(
  readFileSync(new URL("../../../shared/rules/testdata/templates.json", import.meta.url), "utf8"),
) as Case[];

// What a form can't make: values for places that are not there, and a file without its place.
const shapes = new Set(["wrong_kind", "wrong_name", "too_many"]);
const fromForm = cases.filter(
  (c) =>
    c.code !== "template_missing" &&
    c.code !== "template_unusable" &&
    !Object.values(c.problems).some((p) => shapes.has(p)) &&
    (!c.file || c.use.header),
);

// WhatsApp's, as the channel brings them.
const able = {
  files: {
    image: { mimes: ["image/jpeg", "image/png"], bytes: 5 * 1024 * 1024 },
    video: { mimes: ["video/mp4", "video/3gpp"], bytes: 16 * 1024 * 1024 },
    document: { mimes: ["application/pdf", "text/plain"], bytes: 100 * 1024 * 1024 },
  },
};

test("a template asks for what the server says it asks for", () => {
  expect(cases.length).toBeGreaterThan(50);
  for (const c of cases) expect(holes(c.template), c.name).toEqual(c.holes);
});

test("a template reads as the server says it reads", () => {
  for (const c of cases) expect(render(c.template, c.use), c.name).toBe(c.text);
});

test("what is wrong with a filled form is what the server would say", () => {
  expect(fromForm.length).toBeGreaterThan(30);
  for (const c of fromForm)
    expect(problems(c.template, valuesOf(c), c.file, able), c.name).toEqual(c.problems);
});

test("a form that is right becomes the use that the server takes", () => {
  for (const c of fromForm.filter((each) => each.code === "")) {
    const use = usedAs(c.template, valuesOf(c));
    expect(render(c.template, use), c.name).toBe(c.text);
    expect(use.buttons ?? [], c.name).toEqual(byIndex(c.use.buttons ?? []));
    expect(use.header ?? [], c.name).toEqual(c.use.header ?? []);
  }
});

test("a use keeps every place that is asked for, empty ones too", () => {
  for (const c of fromForm) {
    const use = usedAs(c.template, {});
    const values = [...(use.header ?? []), ...(use.body ?? []), ...(use.buttons ?? [])];
    expect(values.length, c.name).toBe(asked(c.template).length);
  }
});

test("what can't be filled here is named", () => {
  for (const c of cases.filter((each) => each.problems["reason"]))
    expect(unfillable(c.template), c.name).toBe(c.problems["reason"]);
});

test("a person is asked for all but what a tap on a button tells", () => {
  const kinds = (all: readonly Hole[]) => [...new Set(all.map((hole) => hole.kind))];
  const left = kinds(cases.flatMap((c) => asked(c.template)));
  const every = kinds(cases.flatMap((c) => holes(c.template)));
  expect(every.filter((kind) => !left.includes(kind))).toEqual(["quick_reply"]);
});

const byIndex = (all: readonly ButtonValue[]) => all.toSorted((a, b) => a.index - b.index);

/** What would have to stand in the form for this use. */
function valuesOf(c: Case): Values {
  const values: Record<string, string | undefined> = {};
  const texts = { header: c.use.header ?? [], body: c.use.body ?? [] };
  for (const part of ["header", "body"] as const) {
    holes(c.template)
      .filter((hole) => hole.part === part)
      .forEach((hole, i) => {
        const all = texts[part];
        values[hole.place] = (c.template.named ? all.find((v) => v.name === hole.name) : all[i])?.text;
      });
  }
  for (const b of c.use.buttons ?? []) values[`button.${b.index}`] = b.text;
  return values;
}

describe("before anybody fills it, a template has", () => {
  const fields = {
    first_name: "Ana",
    name: "Ana Sousa",
    phone: "+351911",
    agent: "Ben",
    username: "",
    channel: "Shop",
  };
  const body = (text: string, named = false): MessageTemplate => ({
    id: "1",
    name: "x",
    language: "en",
    category: "utility",
    status: "approved",
    named,
    parts: [{ type: "body", text }],
  });
  test.each([
    ["the first name behind a greeting", body("Hi {{1}}, your order {{2}} is here."), { "body.1": "Ana" }],
    ["nothing where nothing greets", body("Order {{1}} is here."), {}],
    [
      "fields by their own names",
      body("{{first_name}} of {{phone}}", true),
      { "body.first_name": "Ana", "body.phone": "+351911" },
    ],
    ["fields by names alike", body("Dear {{customer_name}}", true), { "body.customer_name": "Ana Sousa" }],
    ["nothing where the field has no value", body("@{{username}}", true), {}],
  ])("%s", (_, template, values) => {
    expect(prefill(template, fields, {}).values).toEqual(values);
  });

  test("what was put in last time, by its field", () => {
    const filled = prefill(body("Order {{1}}, {{2}}"), fields, { "body.2": "agent" });
    expect(filled).toEqual({ values: { "body.2": "Ben" }, origins: { "body.2": "agent" } });
  });
});
