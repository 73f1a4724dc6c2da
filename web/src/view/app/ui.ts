// What is unfolded on the screen right now. It is forgotten with the page and holds nothing of the server's.
import { useSyncExternalStore } from "react";

export interface Ui {
  palette: boolean;
  sheet: boolean;
  viewsDrawer: boolean;
  contactDrawer: boolean;
  menu?: "assign" | "snooze" | "filter" | "label" | "later";
  /** The message that a reaction is being chosen for. */
  reacting?: string;
  /** The conversation that a template is being chosen for. */
  template?: string;
  /** A conversation with somebody new is being begun. */
  begin?: boolean;
  /** The row that the keyboard is on. */
  cursor?: string;
}

let ui: Ui = { palette: false, sheet: false, viewsDrawer: false, contactDrawer: false };
const listeners = new Set<() => void>();

export function setUi(change: Partial<Ui>): void {
  ui = { ...ui, ...change };
  for (const listener of listeners) listener();
}

export const uiNow = (): Ui => ui;

export function useUi<T>(select: (ui: Ui) => T): T {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => select(ui),
  );
}

export type Mode = "reply" | "note" | "private";

// What parts of the screen do for the keyboard; each part says how while it is there.
interface Parts {
  /** Moves the row cursor, and gives the row it came to. */
  move: (by: number) => void;
  focusList: () => void;
  /** Goes to where one writes; without a mode, the one that is there. */
  compose: (mode?: Mode) => void;
  attach: () => void;
  emoji: () => void;
  record: () => void;
  choices: () => void;
  /** Asks when what was written is to go out. */
  later: () => void;
  /** Opens the snippets where the cursor is. */
  snippets: () => void;
  saveSnippet: () => void;
}

const parts: Partial<Parts> = {};

export function offer(part: Partial<Parts>): () => void {
  Object.assign(parts, part);
  return () => {
    for (const name of Object.keys(part) as (keyof Parts)[])
      if (parts[name] === part[name]) delete parts[name];
  };
}

export const screen: Parts = {
  move: (by) => parts.move?.(by),
  focusList: () => parts.focusList?.(),
  compose: (mode) => parts.compose?.(mode),
  attach: () => parts.attach?.(),
  emoji: () => parts.emoji?.(),
  record: () => parts.record?.(),
  choices: () => parts.choices?.(),
  later: () => parts.later?.(),
  snippets: () => parts.snippets?.(),
  saveSnippet: () => parts.saveSnippet?.(),
};
