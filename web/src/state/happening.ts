// What can happen to the state, as plain values.
import type { Fault } from "../net/fault";
import type {
  Channel,
  Connection,
  Conversation,
  ConversationPage,
  Counters,
  Down,
  Me,
  Message,
  Outgoing,
  Patch,
  Query,
} from "./model";

/** What can happen to the state. `now` is this machine's clock in milliseconds. */
export type Happening =
  | { kind: "signedIn"; me: Me; now: number }
  | { kind: "signedOut" }
  | { kind: "connection"; connection: Connection }
  | { kind: "clock"; server: string; now: number }
  /** So much time has passed on the server, in milliseconds. */
  | { kind: "ticked"; at: number }
  | { kind: "frame"; frame: Down; now: number }
  /** The person has seen the warnings of these conversations. */
  | { kind: "waved"; ids: readonly string[] }
  | { kind: "counters"; counters: Counters }
  | { kind: "row"; row: Conversation }
  | { kind: "channels"; channels: readonly Channel[] }
  | { kind: "gone"; id: string }
  | { kind: "listAsked"; key: string; query: Query; more: boolean }
  | { kind: "listPage"; key: string; page: ConversationPage; more: boolean }
  | { kind: "listFailed"; key: string; fault: Fault }
  | { kind: "threadAsked"; id: string; older: boolean }
  | { kind: "threadPage"; id: string; page: readonly Message[]; more: boolean; older: boolean }
  | { kind: "threadFailed"; id: string; fault: Fault }
  | { kind: "messages"; messages: readonly Message[] }
  | { kind: "patched"; id: string; patch: Patch }
  | { kind: "unpatched"; id: string; row?: Conversation }
  | { kind: "outgoing"; outgoing: Outgoing }
  | { kind: "outgoingGone"; clientId: string }
  | { kind: "uploading"; clientId: string; share: number }
  | { kind: "retried"; messageId: string };
