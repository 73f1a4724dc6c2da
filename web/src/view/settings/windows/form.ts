// The plan as somebody fills it in, and what is still wrong with it.
import { fieldNames, holesOf } from "../../../state/fields";
import { labelOf } from "../../../state/labels";
import type { Plan, TemplateUse } from "../../../state/model";
import type { Wanted } from "../../../state/plan";

/** The server's bounds: warnings, and how long before, in minutes. */
export const MOST = 6;
const LONGEST = 12 * 60;

type Audience = Plan["warnings"][number]["to"];
export const audiences: readonly Audience[] = ["assignee", "team", "supervisors"];

/** A time before the window closes, as it is written. */
export interface Lead {
  amount: number | "";
  unit: "minutes" | "hours";
}

export interface WarningForm extends Lead {
  key: number;
  to: Audience;
  mail: boolean;
}

export type Call = "none" | "template" | "snippet" | "label";

export interface CallForm extends Lead {
  do: Call;
  template?: TemplateUse;
  snippetId?: string;
  label: string;
}

export interface PlanForm {
  warnings: readonly WarningForm[];
  call: CallForm;
}

export const leadOf = (minutes: number): Lead =>
  minutes % 60 === 0 ? { amount: minutes / 60, unit: "hours" } : { amount: minutes, unit: "minutes" };

export const minutesOf = ({ amount, unit }: Lead): number =>
  (amount === "" ? 0 : amount) * (unit === "hours" ? 60 : 1);

let count = 0;

export function warningOf(minutes: number, to: Audience, mail = false): WarningForm {
  return { key: ++count, ...leadOf(minutes), to, mail };
}

export function formOf(plan: Wanted): PlanForm {
  const { lastCall: call } = plan;
  return {
    warnings: plan.warnings
      .toSorted((a, b) => b.minutesBefore - a.minutesBefore)
      .map((w) => warningOf(w.minutesBefore, w.to, w.mail)),
    call: {
      ...leadOf(call?.minutesBefore ?? 60),
      do: call?.do ?? "none",
      template: call?.template,
      snippetId: call?.snippetId,
      label: call?.label ?? "",
    },
  };
}

export function planOf({ warnings, call }: PlanForm): Wanted {
  const what = {
    none: {},
    template: { template: call.template },
    snippet: { snippetId: call.snippetId },
    label: { label: call.label.trim() },
  }[call.do];
  return {
    warnings: warnings.map((w) => ({
      minutesBefore: minutesOf(w),
      to: w.to,
      ...(w.mail ? { mail: true } : {}),
    })),
    ...(call.do === "none" ? {} : { lastCall: { minutesBefore: minutesOf(call), do: call.do, ...what } }),
  };
}

/** A word for what is wrong; the catalogue has a sentence for each. */
export type Wrong = "lead" | "twice" | "template" | "value" | "field" | "snippet" | "label";

/** What is wrong, by the key of a warning or "call" and "lead" of the last call. */
export function wrongIn({ warnings, call }: PlanForm): Readonly<Record<string, Wrong>> {
  const found: Record<string, Wrong> = {};
  const said = new Set<string>();
  for (const w of warnings) {
    const name = `${minutesOf(w)} ${w.to}`;
    if (!fits(w)) found[w.key] = "lead";
    else if (said.has(name)) found[w.key] = "twice";
    said.add(name);
  }
  if (call.do === "none") return found;
  if (!fits(call)) found["lead"] = "lead";
  const wrong = wrongCall(call);
  if (wrong) found["call"] = wrong;
  return found;
}

const fits = (lead: Lead): boolean => {
  const minutes = minutesOf(lead);
  return Number.isInteger(minutes) && minutes >= 1 && minutes <= LONGEST;
};

function wrongCall({ do: what, template, snippetId, label }: CallForm): Wrong | undefined {
  if (what === "snippet") return snippetId ? undefined : "snippet";
  if (what === "label") return "label" in labelOf(label) ? undefined : "label";
  if (!template) return "template";
  const texts = [...(template.header ?? []), ...(template.body ?? []), ...(template.buttons ?? [])];
  if (texts.some(({ text }) => !text?.trim())) return "value";
  const known = (name: string) => fieldNames.some((field) => field === name);
  return texts.some(({ text }) => holesOf(text ?? "").some(({ name }) => !known(name))) ? "field" : undefined;
}
