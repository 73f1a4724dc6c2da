// The one place where state changes: apply(state, happening) gives the next state and touches nothing else.
// Every happening may come twice, late or in another order; the result is the same.
import { reached } from "./channels";
import { addMessages } from "./entries";
import { applyFrame } from "./frame";
import { applyList, applyThread } from "./loads";
import { gone, settle, settleAll } from "./rows";
import { tick } from "./tick";
import { wave } from "./warn";
import type { Happening } from "./happening";
import type { State } from "./model";
import { nothing } from "./model";

export function apply(state: State, h: Happening): State {
  switch (h.kind) {
    case "signedIn":
      return { ...state, me: h.me, at: Date.parse(h.me.now), clockOffset: Date.parse(h.me.now) - h.now };
    case "signedOut":
      return nothing;
    case "connection":
      return state.connection === h.connection ? state : { ...state, connection: h.connection };
    case "clock":
      return { ...state, clockOffset: Date.parse(h.server) - h.now };
    case "ticked":
      return tick(state, h.at);
    case "frame":
      return applyFrame(state, h.frame, h.now);
    case "waved":
      return wave(state, h.ids);
    case "counters":
      return { ...state, counters: h.counters };
    case "row":
      return settleAll(state, [h.row]);
    case "channels":
      return reached(state, h.channels);
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
      const { [h.clientId]: _share, ...uploads } = state.uploads;
      return { ...state, outbox, uploads };
    }
    case "uploading":
      return { ...state, uploads: { ...state.uploads, [h.clientId]: h.share } };
    case "retried":
      return { ...state, retried: { ...state.retried, [h.messageId]: true } };
  }
}
