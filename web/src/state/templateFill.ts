// Filling a template: what stands in its places, what is still wrong with that, and the use it becomes.
import type { Fields } from "./fields";
import type { ButtonValue, Capability, MessageTemplate, TemplateUse, Value } from "./model";
import { fillText, holes, limits, runes, type Hole } from "./template";

/** What stands in the places of a template, by the place's name. A location is JSON. */
export type Values = Readonly<Record<string, string | undefined>>;

/** A word for what is wrong with a place; the catalogue has a sentence for each. */
export type Problem =
  "missing" | "too_long" | "line_break" | "tab" | "spaces" | "file_type" | "file_too_large" | "bad_location";

/** A file before it is sent. */
export interface HeaderFile {
  mime: string;
  size: number;
}

/** What is wrong, by place; "header" and "body" are whole texts that became too long. */
export function problems(
  t: MessageTemplate,
  values: Values,
  file: HeaderFile | undefined,
  able: Pick<Capability, "files"> | undefined,
): Readonly<Record<string, Problem>> {
  const found: Record<string, Problem> = {};
  for (const hole of holes(t)) {
    const problem = problemOf(hole, values[hole.place] ?? "", file, able);
    if (problem) found[hole.place] = problem;
  }
  const use = usedAs(t, values);
  for (const part of t.parts) {
    const text = (limit: number, all: readonly Value[]) =>
      runes(fillText(t, part.text ?? "", all)) > limit ? "too_long" : undefined;
    const long =
      part.type === "body"
        ? text(limits.body, use.body ?? [])
        : part.type === "header" && ["", "text"].includes(part.format ?? "")
          ? text(limits.header, use.header ?? [])
          : undefined;
    if (long) found[part.type] = long;
  }
  return found;
}

function problemOf(
  hole: Hole,
  value: string,
  file: HeaderFile | undefined,
  able: Pick<Capability, "files"> | undefined,
): Problem | undefined {
  switch (hole.kind) {
    case "image":
    case "video":
    case "document":
      return file ? fileFits(hole.kind, file, able) : "missing";
    case "location":
      return located(value);
    default:
      if (hole.optional && value === "") return undefined;
      return (
        valueFits(value, hole.limit) ?? (hole.kind === "url" && value.includes(" ") ? "spaces" : undefined)
      );
  }
}

/** The types of file that a header takes: of documents PDF alone. */
export function headerTypes(
  kind: Hole["kind"],
  able: Pick<Capability, "files"> | undefined,
): readonly string[] {
  return kind === "document" ? ["application/pdf"] : (able?.files[kind]?.mimes ?? []);
}

function fileFits(kind: Hole["kind"], file: HeaderFile, able: Pick<Capability, "files"> | undefined) {
  if (!headerTypes(kind, able).includes(file.mime)) return "file_type";
  return file.size > (able?.files[kind]?.bytes ?? 0) ? "file_too_large" : undefined;
}

/** The platform takes no line breaks, no tabs and no more than three spaces in a row ("Messages", 2026-03-12). */
function valueFits(text: string, limit: number): Problem | undefined {
  if (text.trim() === "") return "missing";
  if (/[\n\r\u2028\u2029\v\f]/.test(text)) return "line_break";
  if (text.includes("\t")) return "tab";
  if (text.includes(" ".repeat(limits.spaces + 1))) return "spaces";
  return runes(text) > limit ? "too_long" : undefined;
}

/** A place on earth, as a location header wants all of it. */
export interface Location {
  latitude?: string | number;
  longitude?: string | number;
  name?: string;
  address?: string;
}

export function locationOf(value: string | undefined): Location {
  try {
    const read: unknown = JSON.parse(value ?? "{}");
    return typeof read === "object" && read !== null ? read : {};
  } catch {
    return {};
  }
}

function located(value: string): Problem | undefined {
  if (value === "") return "missing";
  const { latitude, longitude, name, address } = locationOf(value);
  const within = (n: string | number | undefined, degrees: number) =>
    n !== undefined && n !== "" && Math.abs(Number(n)) <= degrees;
  const fits = within(latitude, 90) && within(longitude, 180) && name?.trim() && address?.trim();
  return fits ? undefined : "bad_location";
}

/** The use that a send carries: every place by its turn or by its name. */
export function usedAs(t: MessageTemplate, values: Values): TemplateUse {
  const all = holes(t);
  const of = (part: Hole["part"]): Value[] =>
    all
      .filter((hole) => hole.part === part)
      .map(({ kind, name, place }) => ({
        kind: kind as Value["kind"],
        ...(t.named && name ? { name } : {}),
        ...(["image", "video", "document"].includes(kind) ? {} : { text: values[place] ?? "" }),
      }));
  const buttons = all
    .filter((hole) => hole.part === "button" && (!hole.optional || values[hole.place]))
    .map((hole): ButtonValue => ({
      index: hole.index,
      subType: hole.kind as ButtonValue["subType"],
      text: values[hole.place] ?? "",
    }));
  const [header, body] = [of("header"), of("body")];
  return {
    name: t.name,
    language: t.language,
    ...(header.length > 0 ? { header } : {}),
    ...(body.length > 0 ? { body } : {}),
    ...(buttons.length > 0 ? { buttons } : {}),
  };
}

/** Which field of the contact a place is filled with, by the place's name. */
export type Origins = Readonly<Record<string, string | undefined>>;

/** Names of places that mean a field of ours. */
const alike: Readonly<Record<string, string>> = {
  customer_name: "name",
  full_name: "name",
  last_name: "",
  firstname: "first_name",
  customer: "first_name",
  agent_name: "agent",
  phone_number: "phone",
};

const GREETING =
  /(^|\n)\W*(hello|hi|hey|dear|good (morning|day|evening)|hallo|guten tag|liebe[rs]?|bonjour|salut|hola|buenos días|ciao|olá|oi)[\s,]+\{\{1\}\}/i;

/** What to put in before anybody does: what was put in last time, else what a place's name or a greeting says. */
export function prefill(
  t: MessageTemplate,
  fields: Fields,
  last: Origins,
): { values: Values; origins: Origins } {
  const values: Record<string, string> = {};
  const origins: Record<string, string> = {};
  const greets = t.parts.some((part) => part.type === "body" && GREETING.test(part.text ?? ""));
  for (const { place, kind, name = "" } of holes(t)) {
    if (kind !== "text") continue;
    const field =
      last[place] ??
      alike[name] ??
      (name in fields ? name : place === "body.1" && greets ? "first_name" : "");
    const value = fields[field];
    if (!value) continue;
    values[place] = value;
    origins[place] = field;
  }
  return { values, origins };
}
