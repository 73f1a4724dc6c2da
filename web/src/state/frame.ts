// What a frame of the socket does to the state.
import { addMessages } from "./entries";
import { gone, settleAll } from "./rows";
import { warn } from "./warn";
import type { Down, Presence, State } from "./model";

/** How long somebody counts as typing after they said so, in milliseconds. */
const TYPING_FOR = 6_000;

export function applyFrame(state: State, frame: Down, now: number): State {
  const next = frame.now ? { ...state, clockOffset: Date.parse(frame.now) - now } : state;
  switch (frame.t) {
    case "welcome":
    case "resync":
    case "pong":
      return caughtUp(next, frame);
    case "change":
      return change(next, frame);
    case "presence":
      return { ...next, presence: frame.presence ? byUser(frame.presence) : next.presence };
    case "typing":
      return typing(next, frame, now);
  }
}

/** The server says where things stand; what it names as changed is read again by whoever hears this. */
function caughtUp(state: State, frame: Down): State {
  const next = (frame.gone ?? []).reduce(gone, state);
  return {
    ...next,
    gap: false,
    sequence: frame.sequence ?? next.sequence,
    counters: frame.counters ?? next.counters,
    presence: frame.presence ? byUser(frame.presence) : next.presence,
  };
}

/**
 * A change is safe to hear twice: rows go by version and entries by id and state, so repeats fall away on
 * their own. Counters are absolute and count only when they are the newest. A sequence that skips one marks
 * a gap, and the known sequence stays: hello will ask from there.
 */
function change(state: State, frame: Down): State {
  const sequence = frame.sequence ?? 0;
  let next = settleAll(state, frame.rows ?? []);
  next = addMessages(next, frame.messages ?? []);
  if (frame.warnings) next = warn(next, frame.warnings);
  // A large change comes in several frames of one sequence.
  if (sequence >= state.sequence) next = (frame.gone ?? []).reduce(gone, next);
  if (sequence > state.sequence) {
    if (frame.counters) next = { ...next, counters: frame.counters };
    next = sequence === state.sequence + 1 ? { ...next, sequence } : { ...next, gap: true };
  }
  return quiet(next, frame);
}

/** Who types when it is the customer (web chat tells). */
export const CUSTOMER = "visitor";

/** Whoever's message arrived is no longer typing it. */
function quiet(state: State, frame: Down): State {
  let { typing } = state;
  for (const m of frame.messages ?? []) {
    const there = typing[m.conversationId];
    const who = m.direction === "in" ? CUSTOMER : m.authorId;
    if (!who || !there?.[who]) continue;
    const { [who]: _done, ...others } = there;
    typing = { ...typing, [m.conversationId]: others };
  }
  return typing === state.typing ? state : { ...state, typing };
}

function typing(state: State, frame: Down, now: number): State {
  const { conversation, userId } = frame;
  if (!conversation || !userId || userId === state.me?.member.id) return state;
  const there = { ...state.typing[conversation], [userId]: now + TYPING_FOR };
  return { ...state, typing: { ...state.typing, [conversation]: there } };
}

function byUser(presence: readonly Presence[]): Record<string, Presence> {
  return Object.fromEntries(presence.map((p) => [p.userId, p]));
}
