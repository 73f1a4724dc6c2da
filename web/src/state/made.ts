// Rows and messages for tests: whole values, of which a test names what it is about.
import { apply } from "./apply";
import type { Happening } from "./happening";
import { nothing, type Conversation, type Message, type Query, type State } from "./model";

const at = "2026-05-12T10:00:00Z";

export function row(part: Partial<Conversation> & { id: string }): Conversation {
  return {
    channelId: "ch1",
    channelKind: "whatsapp",
    kind: "message",
    status: "open",
    handler: "none",
    contact: { id: `c-${part.id}`, name: "Ana" },
    unread: 0,
    failed: false,
    createdAt: at,
    activityAt: at,
    windowExpired: false,
    windowOver: false,
    labels: [],
    openToTeam: false,
    episode: 1,
    version: 1,
    ...part,
  };
}

/** The n-th message of a conversation; n gives its place. */
export function message(n: number, part: Partial<Message> = {}): Message {
  const id = `M#${String(1_700_000_000_000 + n * 60_000).padStart(13, "0")}#aaaaaaaaaa`;
  return {
    id,
    conversationId: "a",
    kind: "message",
    direction: "in",
    type: "text",
    text: `message ${n}`,
    platformId: `wamid.${n}`,
    status: "received",
    at: new Date(1_700_000_000_000 + n * 60_000).toISOString(),
    ...part,
  };
}

export const everything: Query = { view: "all", kind: "message", sort: "newest" };

export const signedIn: State = apply(nothing, {
  kind: "signedIn",
  now: Date.parse(at),
  me: {
    member: { id: "me", name: "Me", email: "me@example.org", role: "agent" },
    workspace: { id: "w", name: "W" },
    now: at,
  },
});

export const after = (state: State, ...all: Happening[]): State => all.reduce(apply, state);

/** A list with these rows, loaded from the server. */
export function listed(query: Query, key: string, items: Conversation[], cursor?: string): Happening[] {
  return [
    { kind: "listAsked", key, query, more: false },
    { kind: "listPage", key, page: { items, cursor, examined: items.length }, more: false },
  ];
}
