// Labels of a conversation: each shows and goes at once, and turns back with the reason if the server says no.
import { addLabel, removeLabel } from "../net/labels";
import { asFault } from "../net/fault";
import { loadRow } from "./load";
import type { Conversation, State } from "./model";
import { notify } from "./notice";
import { rowOf } from "./rows";
import { happen, now } from "./store";

/** The server's bounds, in characters and labels. */
export const LONGEST = 30;
export const MOST = 10;

interface Step {
  label: string;
  add: boolean;
}

/** What was asked of a conversation and not answered yet, in its order. */
const underway = new Map<string, Step[]>();

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** A label as the server keeps it, or why it cannot be one. */
export function labelOf(typed: string): { label: string } | { wrong: "empty" | "long" | "sign" } {
  const label = typed.trim();
  if (!label) return { wrong: "empty" };
  if (Array.from(label).length > LONGEST) return { wrong: "long" };
  return /[,|\p{Cc}]/u.test(label) ? { wrong: "sign" } : { label };
}

/** Labels with steps taken on them, in the server's order. */
export function stepped(labels: readonly string[], steps: readonly Step[]): string[] {
  const next = steps.reduce<readonly string[]>((held, { label, add }) => {
    const others = held.filter((other) => !same(other, label));
    return add ? [...others, held.find((other) => same(other, label)) ?? label] : others;
  }, labels);
  return next.toSorted((a, b) => (a < b ? -1 : 1));
}

/** The labels that loaded conversations have, the most frequent first. */
export function knownLabels(state: State): readonly string[] {
  const counts = new Map<string, number>();
  for (const row of Object.values(state.rows)) {
    for (const label of row.labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return [...counts].toSorted(([a, n], [b, m]) => m - n || a.localeCompare(b)).map(([label]) => label);
}

/** Adds a label; one that is there changes nothing. */
export function label(id: string, name: string): void {
  const row = rowOf(now(), id);
  if (row && !row.labels.some((held) => same(held, name))) ask(id, { label: name, add: true });
}

/** Takes a label off. */
export function unlabel(id: string, name: string): void {
  ask(id, { label: name, add: false });
}

function ask(id: string, step: Step): void {
  const steps = underway.get(id) ?? [];
  underway.set(id, [...steps, step]);
  show(id);
  if (steps.length === 0) void work(id);
}

/** One step after the other: they change the same labels. */
async function work(id: string): Promise<void> {
  for (let step = underway.get(id)?.[0]; step; step = underway.get(id)?.[0]) {
    const tried = step.add ? "label" : "unlabel";
    let row: Conversation | undefined;
    try {
      row = await (step.add ? addLabel : removeLabel)(id, step.label);
    } catch (thrown) {
      const fault = asFault(thrown);
      if (fault.status === 404) void loadRow(id);
      notify({ fault, tried });
    }
    underway.set(id, underway.get(id)?.slice(1) ?? []);
    happen({ kind: "unpatched", id, row });
    show(id);
  }
  underway.delete(id);
}

/** Puts what is under way on top of what the server told. */
function show(id: string): void {
  const steps = underway.get(id) ?? [];
  const row = now().rows[id];
  if (row && steps.length > 0) happen({ kind: "patched", id, patch: { labels: stepped(row.labels, steps) } });
}
