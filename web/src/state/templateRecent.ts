// Which templates a person used lately on this device, and what they put into them.
import { keep, readAny } from "./kept";
import type { MessageTemplate } from "./model";
import type { Origins } from "./templateFill";
import { idOf } from "./templatePick";

export interface Used {
  id: string;
  /** Which field of the contact stood in which place. */
  origins: Origins;
}

const MOST = 20;

const keyOf = (user: string) => `transom.templates.${user}`;

/** The newest first. */
export function recentTemplates(shelf: Storage, user: string): readonly Used[] {
  const held = readAny(shelf, keyOf(user));
  return Array.isArray(held) ? held.filter(isUsed) : [];
}

export function noteTemplate(shelf: Storage, user: string, t: MessageTemplate, origins: Origins): void {
  const others = recentTemplates(shelf, user).filter((used) => used.id !== idOf(t));
  keep(shelf, keyOf(user), [{ id: idOf(t), origins }, ...others].slice(0, MOST));
}

function isUsed(value: unknown): value is Used {
  if (typeof value !== "object" || value === null) return false;
  const { id, origins } = value as Partial<Used>;
  return typeof id === "string" && typeof origins === "object" && origins !== null;
}
