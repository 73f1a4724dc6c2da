// A template as somebody writes it, before a platform reviews it: a form and what it becomes on the wire.
import type { MessageTemplate, TemplateButton, TemplatePart } from "./model";

export const headers = ["none", "text", "image", "video", "document"] as const;
export type Header = (typeof headers)[number];

export const buttonTypes = ["quick_reply", "url", "phone_number", "copy_code"] as const;
export type ButtonType = (typeof buttonTypes)[number];

export interface TemplateForm {
  name: string;
  language: string;
  category: string;
  header: Header;
  headerText: string;
  body: string;
  footer: string;
  buttons: readonly TemplateButton[];
  /** What stands in a place when the platform reviews it, by the place's name: "header.1", "body.first_name". */
  examples: Readonly<Record<string, string>>;
}

export const blankTemplate: TemplateForm = {
  name: "",
  language: "en",
  category: "utility",
  header: "none",
  headerText: "",
  body: "",
  footer: "",
  buttons: [],
  examples: {},
};

/** WhatsApp's limits in characters ("Template components", 2026-03-12). */
export const limits = {
  header: 60,
  body: 1024,
  footer: 60,
  button: 25,
  url: 2000,
  phone: 20,
  code: 15,
  buttons: 10,
};

const PLACE = /\{\{\s*([a-z0-9_]+)\s*\}\}/g;

/** The places of a text, each once, in the order in which they stand. */
export function placesOf(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(PLACE), (m) => m[1] ?? ""))];
}

const numbered = (place: string): boolean => /^\d+$/.test(place);

/** Names instead of numbers stand in the places. */
export function isNamed(form: TemplateForm): boolean {
  const all = [...placesOf(form.body), ...(form.header === "text" ? placesOf(form.headerText) : [])];
  return all.length > 0 && all.every((place) => !numbered(place));
}

/** Every place that needs an example, as it is named in `examples`. */
export function exampled(form: TemplateForm): { key: string; place: string }[] {
  const of = (part: string, text: string) =>
    placesOf(text).map((place) => ({ key: `${part}.${place}`, place }));
  return [...(form.header === "text" ? of("header", form.headerText) : []), ...of("body", form.body)];
}

/** What the form becomes on the wire. Quick answers stand together, as the platform asks. */
export function partsOf(form: TemplateForm): TemplatePart[] {
  const named = isNamed(form);
  const examples = (part: string, text: string) =>
    placesOf(text).map((place) => ({
      kind: "text" as const,
      ...(named ? { name: place } : {}),
      text: form.examples[`${part}.${place}`]?.trim() ?? "",
    }));
  const parts: TemplatePart[] = [];
  if (form.header === "text") {
    parts.push({
      type: "header",
      format: "text",
      text: form.headerText.trim(),
      examples: examples("header", form.headerText),
    });
  } else if (form.header !== "none") parts.push({ type: "header", format: form.header });
  parts.push({ type: "body", text: form.body.trim(), examples: examples("body", form.body) });
  if (form.footer.trim()) parts.push({ type: "footer", text: form.footer.trim() });
  if (form.buttons.length > 0) {
    const quick = form.buttons.filter((button) => button.type === "quick_reply");
    parts.push({
      type: "buttons",
      buttons: [...quick, ...form.buttons.filter((b) => b.type !== "quick_reply")],
    });
  }
  return parts;
}

/** The form of a template that exists. */
export function formOf(template: MessageTemplate): TemplateForm {
  const part = (type: string) => template.parts.find((each) => each.type === type);
  const header = part("header");
  const examples: Record<string, string> = {};
  for (const each of [header, part("body")]) {
    if (!each) continue;
    for (const [i, place] of placesOf(each.text ?? "").entries()) {
      const example = each.examples?.find((value) => value.name === place) ?? each.examples?.[i];
      examples[`${each.type}.${place}`] = example?.text ?? "";
    }
  }
  return {
    name: template.name,
    language: template.language,
    category: template.category,
    header: headers.find((each) => each === header?.format) ?? (header?.text ? "text" : "none"),
    headerText: header?.text ?? "",
    body: part("body")?.text ?? "",
    footer: part("footer")?.text ?? "",
    buttons: part("buttons")?.buttons ?? [],
    examples,
  };
}

/** A name as the platform takes it: "Order update!" becomes "order_update". */
export function nameOf(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^a-z0-9_]+/g, "_")
    .replace(/^_+/, "")
    .slice(0, 512);
}
