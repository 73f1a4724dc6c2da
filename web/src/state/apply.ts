// The one place where state changes: apply(state, happening) gives the next state and touches nothing else.
// Every happening may come twice, late or in another order; the result is the same.
import { addMessages } from "./entries";
import { applyFrame } from "./frame";
import { applyList, applyThread } from "./loads";
import { gone, settle, settleAll } from "./rows";
import type { Fault } from "../net/fault";
import type {
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
  State,
} from "./model";
import { nothing } from "./model";

/** What can happen to the state. `now` is this machine's clock in milliseconds. */
export type Happening =
  | { kind: "signedIn"; me: Me; now: number }
  | { kind: "signedOut" }
  | { kind: "connection"; connection: Connection }
  | { kind: "clock"; server: string; now: number }
  | { kind: "frame"; frame: Down; now: number }
  | { kind: "counters"; counters: Counters }
  | { kind: "row"; row: Conversation }
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
  | { kind: "retried"; messageId: string };

export function apply(state: State, h: Happening): State {
  switch (h.kind) {
    case "signedIn":
      return { ...state, me: h.me, clockOffset: Date.parse(h.me.now) - h.now };
    case "signedOut":
      return nothing;
    case "connection":
      return state.connection === h.connection ? state : { ...state, connection: h.connection };
    case "clock":
      return { ...state, clockOffset: Date.parse(h.server) - h.now };
    case "frame":
      return applyFrame(state, h.frame, h.now);
    case "counters":
      return { ...state, counters: h.counters };
    case "row":
      return settleAll(state, [h.row]);
    case "gone":
      return gone(state, h.id);
    case "listAsked":
    case "listPage":
    case "listFailed":
      return applyList(state, h);
    case "threadAsked":
    case "threadPage":
    case "threadFailed":
      return applyThread(state, h);
    case "messages":
      return addMessages(state, h.messages);
    case "patched": {
      const patch = { ...state.patches[h.id], ...h.patch };
      const next = {
        ...state,
        patches: { ...state.patches, [h.id]: patch },
        acted: { ...state.acted, [h.id]: true as const },
      };
      return settle(next, h.id);
    }
    case "unpatched": {
      const { [h.id]: _done, ...patches } = state.patches;
      const next = settle({ ...state, patches }, h.id);
      return h.row ? settleAll(next, [h.row]) : next;
    }
    case "outgoing":
      return { ...state, outbox: { ...state.outbox, [h.outgoing.clientId]: h.outgoing } };
    case "outgoingGone": {
      const { [h.clientId]: _gone, ...outbox } = state.outbox;
      return { ...state, outbox };
    }
    case "retried":
      return { ...state, retried: { ...state.retried, [h.messageId]: true } };
  }
}
