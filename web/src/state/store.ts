import { useCallback, useRef, useSyncExternalStore } from "react";

import { apply } from "./apply";
import type { Happening } from "./happening";
import { nothing, type State } from "./model";

// The one store. Views read it through useTransom; actions and the socket change it through happen.
let state: State = nothing;
const listeners = new Set<() => void>();

export function now(): State {
  return state;
}

export function happen(happening: Happening): void {
  const next = apply(state, happening);
  if (next === state) return;
  state = next;
  for (const listener of listeners) listener();
}

export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Reads a part of the state; the view renders again only when that part is another value. */
export function useTransom<T>(select: (state: State) => T): T {
  return useSyncExternalStore(subscribe, () => select(state));
}

/** Like useTransom for arrays made on the way: equal members count as the same value. */
export function useMany<T>(select: (state: State) => readonly T[]): readonly T[] {
  const held = useRef<readonly T[]>([]);
  const read = useCallback(() => {
    const next = select(state);
    const same =
      next.length === held.current.length && next.every((value, i) => Object.is(value, held.current[i]));
    if (!same) held.current = next;
    return held.current;
  }, [select]);
  return useSyncExternalStore(subscribe, read);
}

/** The server's time on this machine's clock, in milliseconds. */
export function serverNow(): number {
  return Date.now() + state.clockOffset;
}
