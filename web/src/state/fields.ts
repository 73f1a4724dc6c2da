// What texts kept for later may hold as {{name}}: the mirror of rules.Fill.
import type { Conversation } from "./model";

/** The fields there are, in the order in which they are offered. */
export const fieldNames = ["first_name", "name", "phone", "username", "agent", "channel"] as const;
export type FieldName = (typeof fieldNames)[number];

/** A field that is absent or "" has no value. */
export type Fields = Readonly<Record<string, string | undefined>>;

/** {{name}} and {{name|what stands there without a value}}. */
const FIELD = /\{\{\s*([a-z_]+)\s*(?:\|([^{}]*))?\}\}/g;

const isField = (name: string): boolean => fieldNames.some((known) => known === name);

/** The values for a conversation; agent and channel are names. */
export function fieldsOf(row: Conversation, agent: string, channel: string): Fields {
  const { phone, username } = row.contact;
  // Without a name of its own a row shows the user name, the phone number or the platform's id in its place.
  const shown = row.contact.name.trim();
  const named = shown !== username && shown !== phone && shown !== row.contact.userId;
  const name = named ? shown : "";
  return { name, first_name: name.split(/\s+/)[0], phone, username, agent, channel };
}

/** A text with its fields filled, and the names of those without a value, which stay as they are. */
export interface Filled {
  text: string;
  missing: readonly string[];
}

export function fill(text: string, values: Fields): Filled {
  const missing = new Set<string>();
  const filled = text.replace(FIELD, (hole: string, name: string, instead: string | undefined) => {
    const value = values[name];
    if (value) return value;
    if (isField(name) && instead !== undefined) return instead.trim();
    missing.add(name);
    return hole;
  });
  return { text: filled, missing: [...missing] };
}

/** A field that stands in a text unfilled: where, and what it is called. */
export interface Hole {
  from: number;
  to: number;
  name: string;
}

/** Every field in a text, in its order. */
export function holesOf(text: string): readonly Hole[] {
  return Array.from(text.matchAll(FIELD), (m) => ({
    from: m.index,
    to: m.index + m[0].length,
    name: m[1] ?? "",
  }));
}
