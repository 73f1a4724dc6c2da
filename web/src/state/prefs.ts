import { useSyncExternalStore } from "react";

import { keep, readKept } from "./kept";

/** How one person arranged the screen on this device. Widths in pixels. */
export type Prefs = {
  views: boolean;
  contact: boolean;
  list: boolean;
  viewsWidth: number;
  listWidth: number;
  contactWidth: number;
  /** Enter sends and Shift+Enter breaks the line; otherwise the other way round. */
  enterSends: boolean;
  /** A warning of a window that closes soon makes a sound, and comes as a desktop notification. */
  warnSound: boolean;
  warnDesktop: boolean;
};

const KEY = "transom.prefs";
const usual: Prefs = {
  views: true,
  contact: true,
  list: true,
  viewsWidth: 220,
  listWidth: 340,
  contactWidth: 300,
  enterSends: true,
  warnSound: false,
  warnDesktop: false,
};

let prefs: Prefs = typeof localStorage === "undefined" ? usual : readKept(localStorage, KEY, usual);
const listeners = new Set<() => void>();

export function setPrefs(change: Partial<Prefs>): void {
  prefs = { ...prefs, ...change };
  keep(localStorage, KEY, prefs);
  for (const listener of listeners) listener();
}

export function currentPrefs(): Prefs {
  return prefs;
}

export function usePrefs(): Prefs {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => prefs,
  );
}
