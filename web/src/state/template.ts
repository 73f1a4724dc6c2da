// What a template asks for, and how it reads: the mirror of rules.Holes and rules.Render, held against the same
// cases.
import type { MessageTemplate, TemplateButton, TemplatePart, TemplateUse, Value } from "./model";

/** A place of a template that a send fills. */
export interface Hole {
  /** Names it in problems: "header.1", "body.first_name", "header.image", "button.0". */
  place: string;
  part: "header" | "body" | "button";
  /** Of buttons: which one, from 0. */
  index: number;
  /** Of places in a text: "1", "first_name". */
  name?: string;
  kind: "text" | "image" | "video" | "document" | "location" | "url" | "copy_code" | "quick_reply";
  optional: boolean;
  /** The longest value in characters; 0: a file or a location. */
  limit: number;
  /** What the platform was shown. */
  example?: string;
}

/** WhatsApp's limits, in characters ("Template components", "Messages", 2026-03-12). */
export const limits = { header: 60, body: 1024, url: 2000, code: 15, payload: 128, spaces: 3 } as const;

const NUMBERED = /\{\{([0-9]{1,3})\}\}/g;
const NAMED = /\{\{([a-z0-9_]+)\}\}/g;

const placesIn = (t: MessageTemplate): RegExp => (t.named ? NAMED : NUMBERED);

export const runes = (text: string): number => Array.from(text).length;

/** The places to fill, in the order in which a form shows them: header, body, buttons. */
export function holes(t: MessageTemplate): Hole[] {
  return t.parts.flatMap((part) => {
    switch (part.type) {
      case "header":
        return headerHoles(t, part);
      case "body":
        return textHoles(t, part, "body", limits.body);
      case "buttons":
        return (part.buttons ?? []).flatMap(buttonHole);
      default:
        return [];
    }
  });
}

/** The places that a person is asked to fill: what a tap on a button tells is for programs. */
export const asked = (t: MessageTemplate): Hole[] => holes(t).filter((hole) => !hole.optional);

function headerHoles(t: MessageTemplate, part: TemplatePart): Hole[] {
  switch (part.format ?? "") {
    case "image":
    case "video":
    case "document":
    case "location": {
      const kind = part.format as "image" | "video" | "document" | "location";
      return [{ place: `header.${kind}`, part: "header", index: 0, kind, optional: false, limit: 0 }];
    }
    case "text":
    case "":
      return textHoles(t, part, "header", limits.header);
    default:
      return [];
  }
}

/** Numbers come in their order, names in the order in which they stand; one that stands twice is one hole. */
function textHoles(t: MessageTemplate, part: TemplatePart, of: "header" | "body", limit: number): Hole[] {
  const names = [...new Set(Array.from((part.text ?? "").matchAll(placesIn(t)), (m) => m[1] ?? ""))];
  if (!t.named) names.sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  return names.map((name, i) => ({
    place: `${of}.${name}`,
    part: of,
    index: 0,
    name,
    kind: "text",
    optional: false,
    limit,
    ...exampled(exampleOf(part.examples ?? [], name, i)),
  }));
}

const exampled = (example: string | undefined) => (example ? { example } : {});

function exampleOf(all: readonly Value[], name: string, i: number): string | undefined {
  return (all.find((v) => v.name === name) ?? (all[i]?.name ? undefined : all[i]))?.text;
}

function buttonHole(b: TemplateButton, index: number): Hole[] {
  const hole = { place: `button.${index}`, part: "button", index } as const;
  const url = b.url ?? "";
  if (b.type === "url" && url.search(NUMBERED) >= 0) {
    const fixed = runes(url.replace(NUMBERED, ""));
    const limit = Math.max(limits.url - fixed, 1);
    return [{ ...hole, kind: "url", optional: false, limit, ...exampled(b.example) }];
  }
  if (b.type === "copy_code") {
    return [{ ...hole, kind: "copy_code", optional: false, limit: limits.code, ...exampled(b.example) }];
  }
  if (b.type === "quick_reply")
    return [{ ...hole, kind: "quick_reply", optional: true, limit: limits.payload }];
  return [];
}

const formats = new Set(["", "text", "image", "video", "document", "location"]);
const pressable = new Set([
  "quick_reply",
  "url",
  "phone_number",
  "copy_code",
  "voice_call",
  "request_contact_info",
]);

/** What makes a template unusable here, whatever the platform says about it: "carousel", "otp"; "" for most. */
export function unfillable(t: MessageTemplate): string {
  for (const part of t.parts) {
    if (part.type === "header" && !formats.has(part.format ?? "")) return part.format ?? "";
    if (!["header", "body", "footer", "buttons"].includes(part.type)) return part.type;
    const strange = part.buttons?.find((b) => part.type === "buttons" && !pressable.has(b.type));
    if (strange) return strange.type;
  }
  return "";
}

/** Whether a template may be sent as things stand. */
export const usable = (t: MessageTemplate): boolean => t.status === "approved" && unfillable(t) === "";

/** A text with its values put in once; `open` says what stands for a place without one. */
export function fillText(
  t: MessageTemplate,
  text: string,
  values: readonly Value[],
  open: (name: string) => string = (name) => `{{${name}}}`,
): string {
  return text.replace(placesIn(t), (_, name: string) => {
    const value = t.named ? values.find((v) => v.name === name) : values[Number(name) - 1];
    return value?.text || open(name);
  });
}

/** A template's text as the customer reads it: header, body and footer on lines of their own. */
export function render(t: MessageTemplate, use: TemplateUse): string {
  const text = (part: TemplatePart): string => {
    if (part.type === "header") return fillText(t, part.text ?? "", use.header ?? []);
    if (part.type === "body") return fillText(t, part.text ?? "", use.body ?? []);
    return part.type === "footer" ? (part.text ?? "") : "";
  };
  return t.parts.map(text).filter(Boolean).join("\n");
}
