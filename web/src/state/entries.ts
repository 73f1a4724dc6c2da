// Entries that arrive: into the threads that are loaded, and as the answer to what was sent from here.
import { merge } from "./thread";
import type { Message, State } from "./model";

/** Adds entries to the threads that are loaded, and drops the drafts they confirm. */
export function addMessages(state: State, messages: readonly Message[]): State {
  let { threads } = state;
  for (const id of new Set(messages.map((m) => m.conversationId))) {
    const news = messages.filter((m) => m.conversationId === id);
    const held = threads[id];
    if (held?.phase !== "ready") continue;
    const merged = merge(held.messages, news);
    if (merged !== held.messages) threads = { ...threads, [id]: { ...held, messages: merged } };
  }
  return confirm(threads === state.threads ? state : { ...state, threads }, messages);
}

/** Drops from the outbox what these entries confirm. */
export function confirm(state: State, messages: readonly Message[]): State {
  const known = messages.filter((m) => m.clientId && state.outbox[m.clientId]).map((m) => m.clientId);
  if (known.length === 0) return state;
  const outbox = Object.fromEntries(Object.entries(state.outbox).filter(([id]) => !known.includes(id)));
  return { ...state, outbox };
}
