// What may be sent to a customer at a moment: the mirror of rules.Judge, held against the same cases.
import type { Conversation } from "./model";

export type Sender = "human" | "program";
/** free: anything. human_agent: what a person writes. perhaps: the same, if the platform takes it. */
export type Permit = "free" | "human_agent" | "perhaps" | "template" | "wait";
export type Rule = "none" | "whatsapp_24h" | "meta_24h" | "human_7d" | "ad_7d";
export type Way = "template" | "person" | "wait" | "note";

/** What the rules say about writing to a customer. */
export interface Verdict {
  permit: Permit;
  rule: Rule;
  /** Milliseconds; absent: it does not end by itself. */
  until?: number;
  /** What can be done instead, or beside. */
  ways: readonly Way[];
}

/** What a verdict is about. */
export type Windows = Pick<
  Conversation,
  | "kind"
  | "channelKind"
  | "windowClosesAt"
  | "humanWindowClosesAt"
  | "adWindowClosesAt"
  | "windowExpired"
  | "windowOver"
>;

const standards: Readonly<Record<Conversation["channelKind"], Rule>> = {
  whatsapp: "whatsapp_24h",
  messenger: "meta_24h",
  instagram: "meta_24h",
  webchat: "none",
};

const instant = (time: string | undefined): number => (time ? Date.parse(time) : -Infinity);

/** Whether a window limits this conversation: comments and web chats know none. */
export const windowed = (row: Pick<Windows, "kind" | "channelKind">): boolean =>
  standards[row.channelKind] !== "none" && row.kind !== "comment";

/** The last moment until which a person may surely write, in milliseconds. */
export const deadline = (row: Windows): number =>
  Math.max(instant(row.windowClosesAt), instant(row.humanWindowClosesAt));

/**
 * Decides what may be sent at now, the server's time in milliseconds. A deadline belongs to the closed side: at
 * the very moment of it the window is closed.
 */
export function judge(row: Windows, by: Sender, now: number): Verdict {
  const rule = standards[row.channelKind];
  if (!windowed(row)) return { permit: "free", rule: "none", ways: [] };
  const [everybody, human, ad] = [
    instant(row.windowClosesAt),
    instant(row.humanWindowClosesAt),
    instant(row.adWindowClosesAt),
  ];
  if (now < everybody) return { permit: "free", rule, until: everybody, ways: [] };
  if (by === "human" && now < human)
    return { permit: "human_agent", rule: "human_7d", until: human, ways: [] };
  if (by === "human" && now < ad)
    return { permit: "perhaps", rule: "ad_7d", until: ad, ways: ["wait", "note"] };
  if (row.channelKind === "whatsapp") return { permit: "template", rule, ways: ["template", "wait", "note"] };
  if (now < Math.max(human, ad)) return { permit: "wait", rule, ways: ["person", "wait", "note"] };
  return { permit: "wait", rule, ways: ["wait", "note"] };
}

/**
 * The time to judge a row at: once the server has acted on an end it is over, whatever this machine's clock says.
 */
export function present(row: Windows, now: number): number {
  const over = row.windowOver ? deadline(row) : row.windowExpired ? instant(row.windowClosesAt) : -Infinity;
  return Math.max(now, over);
}

/** What a person may send now; now is the server's time. */
export const permitted = (row: Windows, now: number): Verdict => judge(row, "human", present(row, now));

/** Whether a person may write freely, surely or perhaps. */
export const writes = ({ permit }: Verdict): boolean => permit !== "template" && permit !== "wait";
