import type { KeyboardEvent } from "react";

import classes from "./ListSearch.module.css";

interface Props {
  value: string;
  onType: (text: string) => void;
  /** What is looked for; read out and shown while nothing is typed. */
  label: string;
  /** The id of the list below. */
  list: string;
  /** How many options there are, and which is the active one. */
  count: number;
  at: number;
  onMove: (at: number) => void;
  onEnter: () => void;
}

/** The id of a list's option. */
export const optionOf = (list: string, index: number): string => `${list}-${index}`;

// What it stands in is fetched when it is first wanted: it comes after the popover has looked for what to focus.
const takeFocus = (field: HTMLInputElement | null) => field?.focus({ preventScroll: true });

/** The field above a list to choose from: it keeps the keyboard, arrows move through the options. */
export function ListSearch({ value, onType, label, list, count, at, onMove, onEnter }: Props) {
  const press = (e: KeyboardEvent) => {
    if (e.nativeEvent.isComposing) return;
    const by = e.key === "ArrowDown" ? 1 : e.key === "ArrowUp" ? -1 : 0;
    if (by !== 0) onMove((at + by + count) % Math.max(1, count));
    else if (e.key === "Enter") onEnter();
    else return;
    e.preventDefault();
  };
  return (
    <input
      ref={takeFocus}
      className={classes.search}
      value={value}
      onChange={(e) => onType(e.currentTarget.value)}
      onKeyDown={press}
      placeholder={label}
      aria-label={label}
      role="combobox"
      aria-expanded
      aria-controls={list}
      aria-activedescendant={count > 0 ? optionOf(list, at) : undefined}
    />
  );
}
