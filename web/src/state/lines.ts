// A thread as it is read: days, groups of one author, events as quiet lines, reactions under their message.
import type { Message, Outgoing } from "./model";

/** Messages of one author this close together stand as one group, in milliseconds. */
const GROUP_WITHIN = 5 * 60_000;

export interface Reaction {
  emoji: string;
  /** The colleague; undefined: the customer. */
  by?: string;
}

interface Place {
  key: string;
  /** Begins or ends a group of one author. */
  first: boolean;
  last: boolean;
}

export type Line =
  | { kind: "day"; key: string; at: number }
  | { kind: "event"; key: string; message: Message }
  | ({ kind: "message"; message: Message; reactions: readonly Reaction[] } & Place)
  | ({ kind: "outgoing"; outgoing: Outgoing } & Place);

const noReactions: readonly Reaction[] = [];

/** What nobody shows: it only tells rows that something moved. */
const silent = new Set(["seen", "failed"]);

export function linesOf(messages: readonly Message[], outbox: readonly Outgoing[], me: string): Line[] {
  const { byTarget, placed } = reactionsOf(messages);
  const lines: Line[] = [];
  let day = "";
  const dated = (at: number) => {
    const name = new Date(at).toDateString();
    if (name !== day) lines.push({ kind: "day", key: `day ${name}`, at });
    day = name;
  };
  for (const m of inOrder(messages)) {
    if (placed.has(m.id) || (m.kind === "event" && silent.has(m.type))) continue;
    dated(Date.parse(m.at));
    if (m.kind === "event") lines.push({ kind: "event", key: m.id, message: m });
    else {
      const reactions = (m.platformId && byTarget.get(m.platformId)) || noReactions;
      lines.push({
        kind: "message",
        key: m.clientId ?? m.id,
        message: m,
        reactions,
        first: true,
        last: true,
      });
    }
  }
  for (const o of outbox) {
    dated(o.at);
    lines.push({ kind: "outgoing", key: o.clientId, outgoing: o, first: true, last: true });
  }
  group(lines, me);
  return lines;
}

/** The platform's times may be whole seconds: within one, the order in which messages reached us counts. */
function inOrder(messages: readonly Message[]): readonly Message[] {
  const arrived = (m: Message) => Date.parse(m.receivedAt ?? m.at);
  return messages.toSorted(
    (a, b) => Date.parse(a.at) - Date.parse(b.at) || arrived(a) - arrived(b) || (a.id < b.id ? -1 : 1),
  );
}

function group(lines: Line[], me: string): void {
  for (let i = 1; i < lines.length; i++) {
    const [a, b] = [lines[i - 1], lines[i]];
    if (!a || !b || !("first" in a) || !("first" in b)) continue;
    if (authorOf(a, me) !== authorOf(b, me) || atOf(b) - atOf(a) > GROUP_WITHIN) continue;
    a.last = false;
    b.first = false;
  }
}

type Bubble = Extract<Line, Place>;

function authorOf(line: Bubble, me: string): string {
  if (line.kind === "outgoing") return `${me} ${line.outgoing.kind === "note" ? "note" : "out"}`;
  const { kind, direction, authorId } = line.message;
  return direction === "in" ? "customer" : `${authorId ?? ""} ${kind === "note" ? "note" : "out"}`;
}

function atOf(line: Bubble): number {
  return line.kind === "outgoing" ? line.outgoing.at : Date.parse(line.message.at);
}

/** Each author's newest reaction per message that is loaded; the others stay lines of their own. */
function reactionsOf(messages: readonly Message[]) {
  const loaded = new Set(
    messages.flatMap((m) => (m.platformId && m.type !== "reaction" ? [m.platformId] : [])),
  );
  const newest = new Map<string, Map<string, Reaction>>();
  const placed = new Set<string>();
  for (const m of messages) {
    if (m.type !== "reaction" || !m.replyTo || !loaded.has(m.replyTo)) continue;
    const there = newest.get(m.replyTo) ?? new Map<string, Reaction>();
    there.set(m.authorId ?? "", { emoji: m.text, by: m.authorId });
    newest.set(m.replyTo, there);
    placed.add(m.id);
  }
  const byTarget = new Map<string, readonly Reaction[]>();
  for (const [target, there] of newest) {
    const left = [...there.values()].filter((reaction) => reaction.emoji);
    if (left.length > 0) byTarget.set(target, left);
  }
  return { byTarget, placed };
}
