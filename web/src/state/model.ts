import type { Query } from "../net/calls";
import type { Fault } from "../net/fault";
import type {
  Conversation,
  Counters,
  Interactive,
  Me,
  Message,
  Presence,
  TemplateUse,
  Warning,
} from "../net/shapes";
import type { Connection } from "../net/socket";

export type { Query } from "../net/calls";
export type { Connection } from "../net/socket";
export type * from "../net/shapes";

/** A list as far as it is loaded. `cursor` is there while older rows remain on the server. */
export interface List {
  query: Query;
  ids: readonly string[];
  cursor?: string;
  phase: "loading" | "ready" | "failed";
  loadingMore: boolean;
  /** Which rows were told of since the first page was asked for: it may be older than that. */
  heard?: readonly string[];
  fault?: Fault;
}

/** A thread as far as it is loaded, oldest first. `complete`: nothing older remains on the server. */
export interface Thread {
  messages: readonly Message[];
  complete: boolean;
  phase: "loading" | "ready" | "failed";
  loadingOlder: boolean;
  fault?: Fault;
  /** Where its row stood when its newest page was last asked for. */
  asked?: { version: number; unread: number };
}

/** A file that goes out with a message. Its bytes are kept apart, for as long as the page is open. */
export interface Attached {
  name: string;
  mime: string;
  size: number;
  voice?: boolean;
}

/** What an outgoing message is, beyond its words. */
export interface Content {
  /** Absent: text. */
  type?:
    | "image"
    | "video"
    | "audio"
    | "document"
    | "sticker"
    | "reaction"
    | "hide"
    | "unhide"
    | "template"
    | Choosing;
  text: string;
  replyTo?: string;
  /** Answers a comment so that only its author reads it. */
  private?: boolean;
  emoji?: string;
  interactive?: Interactive;
  template?: TemplateUse;
  file?: Attached;
  /** The file is the one that this snippet keeps. */
  snippetId?: string;
}

type Choosing = "interactive.button" | "interactive.list";

/** What this person wrote and the server has not confirmed. */
export interface Outgoing extends Content {
  clientId: string;
  conversationId: string;
  kind: "reply" | "note";
  /** The file is there under this id. */
  uploadId?: string;
  /** Server time in milliseconds, for its place and its clock. */
  at: number;
  /** waiting: for a connection. sending: asked, not answered. refused: answered no. */
  phase: "waiting" | "sending" | "refused";
  /** Whether any attempt was made with this id; from then on the id stays. */
  attempted: boolean;
  code?: string;
  detail?: string;
  /** Close the conversation once the message is accepted. */
  thenClose?: boolean;
}

/** The parts of a row that a person changed and the server has not confirmed. */
export type Patch = Partial<Pick<Conversation, "status" | "assignee" | "unread" | "snoozedUntil" | "labels">>;

/** A warning as this device holds it. */
export interface Warned extends Warning {
  /** The person has seen it and waved it away. */
  waved: boolean;
}

/** Everything the views read. It is plain data and changes only by apply. */
export interface State {
  me?: Me;
  connection: Connection;
  /** The newest change this client knows. */
  sequence: number;
  /** A change is missing before one that was heard. */
  gap: boolean;
  /** The server's time, in milliseconds, at which something last came due. */
  at: number;
  /** The server's clock minus this machine's, in milliseconds. */
  clockOffset: number;
  counters?: Counters;
  presence: Readonly<Record<string, Presence>>;
  /** Who is typing where, and until when that counts (this machine's milliseconds). */
  typing: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Rows as the server last told them. */
  rows: Readonly<Record<string, Conversation>>;
  /** By channel: whether people may answer for seven days. */
  human: Readonly<Record<string, boolean>>;
  patches: Readonly<Record<string, Patch>>;
  /** Conversations that do not exist, or that this person may not see (any more); "shut": a warning had opened it. */
  gone: Readonly<Record<string, true | "shut">>;
  /** Rows this person changed by hand: they may leave a list at once, under the cursor too. */
  acted: Readonly<Record<string, true>>;
  lists: Readonly<Record<string, List>>;
  threads: Readonly<Record<string, Thread>>;
  outbox: Readonly<Record<string, Outgoing>>;
  /** How much of an outgoing message's file has gone, 0 to 1, by client id. */
  uploads: Readonly<Record<string, number>>;
  /** Windows that close soon, of which this person was told. */
  warnings: readonly Warned[];
  /** Failed messages that were sent anew. */
  retried: Readonly<Record<string, true>>;
}

export const nothing: State = {
  connection: "catching",
  sequence: 0,
  gap: false,
  at: 0,
  clockOffset: 0,
  presence: {},
  typing: {},
  rows: {},
  human: {},
  patches: {},
  gone: {},
  acted: {},
  lists: {},
  threads: {},
  outbox: {},
  uploads: {},
  warnings: [],
  retried: {},
};
