import { describe, expect, test } from "vitest";

import { usualPlan } from "../../../state/plan";
import { formOf, leadOf, minutesOf, planOf, warningOf, wrongIn, type CallForm, type PlanForm } from "./form";

const plan = usualPlan;
const none: CallForm = { do: "none", amount: 1, unit: "hours", label: "" };
const calling = (call: Partial<CallForm>): PlanForm => ({ warnings: [], call: { ...none, ...call } });
const words = (form: PlanForm) => Object.values(wrongIn(form));

describe("a plan's form", () => {
  test("becomes the plan that it was made of", () => {
    expect(planOf(formOf(plan))).toEqual(plan);
    const lastCall = { minutesBefore: 90, do: "label" as const, label: "late" };
    expect(planOf(formOf({ ...plan, lastCall }))).toEqual({ ...plan, lastCall });
  });

  test("counts in hours where they are whole", () => {
    expect(leadOf(120)).toEqual({ amount: 2, unit: "hours" });
    expect(leadOf(90)).toEqual({ amount: 90, unit: "minutes" });
    expect(minutesOf({ amount: "", unit: "hours" })).toBe(0);
  });

  test.each([
    [0, ["lead"]],
    [1, []],
    [12 * 60, []],
    [12 * 60 + 1, ["lead"]],
    [1.5, ["lead"]],
  ])("takes a warning %d minutes before, or says %o", (minutes, expected) => {
    expect(words({ warnings: [warningOf(minutes, "team")], call: none })).toEqual(expected);
  });

  test("tells nobody the same twice at once", () => {
    const [a, b, c] = [warningOf(60, "team"), warningOf(60, "team", true), warningOf(60, "assignee")];
    expect(wrongIn({ warnings: [a, b, c], call: none })).toEqual({ [b.key]: "twice" });
  });

  const template = (text: string) => ({ name: "n", language: "en", body: [{ kind: "text" as const, text }] });
  test.each([
    [{ do: "snippet" }, ["snippet"]],
    [{ do: "snippet", snippetId: "s" }, []],
    [{ do: "label", label: " " }, ["label"]],
    [{ do: "label", label: "late" }, []],
    [{ do: "template" }, ["template"]],
    [{ do: "template", template: template("") }, ["value"]],
    [{ do: "template", template: template("{{order}}") }, ["field"]],
    [{ do: "template", template: template("{{first_name|there}}") }, []],
    [{ do: "label", label: "late", amount: 24 }, ["lead"]],
  ] as const)("of the last call %o says %o", (call, expected) => {
    expect(words(calling(call))).toEqual(expected);
  });
});
