// A thread as it is read: days, groups of one author, what happened as quiet lines, comments under their posts.
import { amends, byPost, pendingReactions } from "./about";
import type { Message, Outgoing, Place as Stand, Reaction } from "./model";

/** Messages of one author this close together stand as one group, in milliseconds. */
const GROUP_WITHIN = 5 * 60_000;

/** A reaction as it is shown; pending: the platform has not said yes. */
export interface Shown extends Pick<Reaction, "by" | "emoji"> {
  pending?: boolean;
}

interface Place {
  key: string;
  /** Begins or ends a group of one author. */
  first: boolean;
  last: boolean;
}

export type Line =
  | { kind: "day"; key: string; at: number }
  | { kind: "post"; key: string; conversationId: string; stand: Stand }
  | { kind: "event"; key: string; message: Message }
  | ({ kind: "message"; message: Message; reactions: readonly Shown[] } & Place)
  | ({ kind: "outgoing"; outgoing: Outgoing } & Place);

const noReactions: readonly Shown[] = [];

/** What nobody shows: it only tells rows that something moved. */
const silent = new Set(["seen", "failed", "amended", "named", "warned", "scheduled"]);

/** Messages that tell what happened rather than what was said. */
const happenings = new Set(["system", "handover", "optin", "hide", "unhide"]);

export function linesOf(messages: readonly Message[], outbox: readonly Outgoing[], me: string): Line[] {
  const pending = pendingReactions(messages, outbox);
  const shown = inOrder(messages).filter((m) => !hides(m, pending));
  const lines: Line[] = [];
  let [day, post] = ["", ""];
  const dated = (at: number) => {
    const name = new Date(at).toDateString();
    if (name !== day) lines.push({ kind: "day", key: `day ${name} ${post}`, at });
    day = name;
  };
  for (const m of byPost(shown)) {
    if (m.comment && m.comment.postId !== post) {
      post = m.comment.postId;
      day = "";
      lines.push({ kind: "post", key: `post ${post}`, conversationId: m.conversationId, stand: m.comment });
    }
    dated(Date.parse(m.at));
    lines.push(lineOf(m, pending));
  }
  for (const o of outbox) {
    if (o.type === "reaction" && o.phase !== "refused" && pending.has(o.replyTo ?? "")) continue;
    dated(o.at);
    lines.push({ kind: "outgoing", key: o.clientId, outgoing: o, first: true, last: true });
  }
  group(lines, me);
  return lines;
}

function lineOf(m: Message, pending: ReturnType<typeof pendingReactions>): Line {
  if (m.kind === "event" || happenings.has(m.type)) return { kind: "event", key: m.id, message: m };
  const mine = pending.get(m.platformId ?? "");
  const known: readonly Shown[] = m.reactions ?? noReactions;
  const reactions = mine ? [...known.filter((r) => r.by !== "us"), ...mine] : known;
  return { kind: "message", key: m.clientId ?? m.id, message: m, reactions, first: true, last: true };
}

/** What changes another message is seen there; only what is on its way or failed is told by itself. */
function hides(m: Message, pending: ReturnType<typeof pendingReactions>): boolean {
  if (m.kind === "event") return silent.has(m.type);
  if (!amends(m.type)) return false;
  if (m.status === "failed") return false;
  const moving = m.status === "queued" || m.status === "sending" || m.status === "unknown";
  return !moving || (m.type === "reaction" && pending.has(m.replyTo ?? ""));
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
  const { kind, direction, authorId, via } = line.message;
  if (direction === "in") return "customer";
  return `${authorId ?? via ?? ""} ${kind === "note" ? "note" : "out"}`;
}

function atOf(line: Bubble): number {
  return line.kind === "outgoing" ? line.outgoing.at : Date.parse(line.message.at);
}
