import type { Fault } from "../net/fault";

/** Something a person should know that has no place of its own on the screen. */
export interface Notice {
  fault: Fault;
  /** What was tried, as a key of the catalogue ("act.close"). */
  tried: string;
}

let listener: (notice: Notice) => void = () => {};

/** The one place that shows notices. */
export function onNotice(fn: (notice: Notice) => void): () => void {
  listener = fn;
  return () => {
    if (listener === fn) listener = () => {};
  };
}

export function notify(notice: Notice): void {
  listener(notice);
}
