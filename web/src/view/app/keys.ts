import { useEffect, useRef } from "react";

/** An action with a key: one chord ("mod+K", "?", "j") or two in a row ("g i"). */
export interface Shortcut {
  keys?: string;
  /** Left alone at this moment. */
  off?: boolean;
  run: () => void;
}

/** How long the first key of two waits for the second, in milliseconds. */
const SECOND_KEY_WITHIN = 1200;

/** The chord of a key press, as it is written in a Shortcut. */
export function chordOf(
  e: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">,
): string {
  if (e.altKey) return "";
  const key = e.key.length === 1 ? e.key.toLowerCase() : e.key;
  const mod = e.ctrlKey || e.metaKey ? "mod+" : "";
  const shift = e.shiftKey && (/^[a-z]$/.test(key) || key.length > 1) ? "shift+" : "";
  return mod + shift + key;
}

/** Where letters are letters. [data-writes] is a place that took over from a field while somebody wrote in it. */
const writes = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  (target.closest("input, textarea, select, [contenteditable=true]") !== null ||
    target.matches("[data-writes]"));

const elsewhere = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null;

/** Keys that mean something of their own where the focus is: Enter on a link or a button, arrows in what scrolls. */
const native = (target: EventTarget | null, chord: string): boolean =>
  target instanceof Element &&
  ((chord === "Enter" && target.closest("a, button, summary") !== null) ||
    (chord.startsWith("Arrow") && target.closest('[role="log"], audio, video') !== null));

/** Runs actions by their keys, wherever nobody is writing and no dialog is open. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const current = useRef(shortcuts);
  useEffect(() => {
    current.current = shortcuts;
  }, [shortcuts]);

  useEffect(() => {
    let first = "";
    let since = 0;
    const press = (e: KeyboardEvent) => {
      if (e.defaultPrevented || e.isComposing || elsewhere(e.target)) return;
      const chord = chordOf(e);
      if (!chord || native(e.target, chord) || (writes(e.target) && !chord.startsWith("mod+"))) return;
      const both = Date.now() - since < SECOND_KEY_WITHIN ? `${first} ${chord}` : chord;
      const find = (keys: string) => current.current.find((s) => !s.off && s.keys?.split("|").includes(keys));
      const found = find(both) ?? find(chord);
      first = chord;
      since = current.current.some((s) => s.keys?.startsWith(`${chord} `)) ? Date.now() : 0;
      if (!found) return;
      e.preventDefault();
      since = 0;
      found.run();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}
