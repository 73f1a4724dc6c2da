import { useEffect, useSyncExternalStore } from "react";

import { serverNow } from "./store";

// One tick at every whole second of the server for everything that counts down; it stops while nobody looks.
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;

function tick(): void {
  for (const each of listeners) each();
}

function arm(): void {
  timer = setTimeout(
    () => {
      tick();
      arm();
    },
    1000 - (serverNow() % 1000),
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) arm();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearTimeout(timer);
    timer = undefined;
  };
}

/** The furthest that a browser's timer reaches, in milliseconds. */
const FURTHEST = 2 ** 31 - 1;

/** Ticks at a moment of the server's time as well, to the millisecond: what ends then ends on the screen. */
export function useTickAt(at: number | undefined): void {
  useEffect(() => {
    const wait = (at ?? Infinity) - serverNow();
    if (wait < 0 || wait > FURTHEST) return undefined;
    const once = setTimeout(tick, wait);
    return () => clearTimeout(once);
  }, [at]);
}

/** Renders again when what `read` makes of the server's time becomes another string, number or boolean. */
export function useClock<T extends string | number | boolean | undefined>(read: (now: number) => T): T {
  return useSyncExternalStore(subscribe, () => read(serverNow()));
}
