// What a platform's reviewers would refuse of a template at once, told while it is written.
import type { TemplateButton } from "./model";
import { exampled, isNamed, limits, placesOf, type TemplateForm } from "./templateForm";

export type Problem =
  | "name"
  | "required"
  | "long"
  | "edge"
  | "adjacent"
  | "sequence"
  | "mixed"
  | "onePlace"
  | "noPlace"
  | "example"
  | "url"
  | "phone";

/** What the platform would refuse, by field: "name", "body", "buttons.0.text", "example.body.1". */
export function problemsOf(form: TemplateForm, named = isNamed(form)): Record<string, Problem> {
  const found: Record<string, Problem | undefined> = {
    name: /^[a-z0-9_]{1,512}$/.test(form.name) ? undefined : "name",
    body: inText(form.body, limits.body, named),
  };
  if (form.header === "text") {
    found["header"] =
      placesOf(form.headerText).length > 1 ? "onePlace" : inText(form.headerText, limits.header, named, true);
  }
  if (placesOf(form.footer).length > 0) found["footer"] = "noPlace";
  else if ([...form.footer].length > limits.footer) found["footer"] = "long";
  for (const [i, button] of form.buttons.entries()) {
    if (!button.text.trim()) found[`buttons.${i}.text`] = "required";
    else if ([...button.text].length > limits.button) found[`buttons.${i}.text`] = "long";
    Object.assign(found, inButton(button, i));
  }
  for (const { key } of exampled(form)) {
    if (!form.examples[key]?.trim()) found[`example.${key}`] = "example";
  }
  return Object.fromEntries(
    Object.entries(found).filter((entry): entry is [string, Problem] => Boolean(entry[1])),
  );
}

const numbered = (place: string): boolean => /^\d+$/.test(place);

function inText(text: string, limit: number, named: boolean, edges = false): Problem | undefined {
  const words = text.trim();
  const places = placesOf(text);
  if (!words) return "required";
  if ([...text].length > limit) return "long";
  if (places.some((place) => numbered(place)) && places.some((place) => !numbered(place))) return "mixed";
  if (!named && places.some((place, i) => place !== String(i + 1))) return "sequence";
  if (!edges && (/^\{\{[^}]*\}\}/.test(words) || /\{\{[^}]*\}\}$/.test(words))) return "edge";
  return /\}\}\s*\{\{/.test(words) ? "adjacent" : undefined;
}

function inButton(button: TemplateButton, i: number): Record<string, Problem> {
  switch (button.type) {
    case "url": {
      const url = button.url ?? "";
      const plain = url.replace(/\{\{1\}\}$/, "x");
      if (plain.includes("{{") || !URL.canParse(plain)) return { [`buttons.${i}.url`]: "url" };
      return url !== plain && !button.example?.trim() ? { [`buttons.${i}.example`]: "example" } : {};
    }
    case "phone_number":
      return /^\+?[0-9]{5,19}$/.test((button.phone ?? "").replace(/[\s()-]/g, ""))
        ? {}
        : { [`buttons.${i}.phone`]: "phone" };
    case "copy_code":
      return button.example?.trim() ? {} : { [`buttons.${i}.example`]: "example" };
    default:
      return {};
  }
}
