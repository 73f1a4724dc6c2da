import {
  useCallback,
  useRef,
  useState,
  type KeyboardEvent,
  type RefObject,
  type SyntheticEvent,
} from "react";

import { slashAt, type Slash } from "./slash";

/** What a key does in an open menu; true: the key was the menu's. */
export type MenuKey = (key: string) => boolean;

/** The menu of snippets over a text: open while the cursor stands behind a word with "/". */
export function useSlash(input: RefObject<HTMLTextAreaElement | null>) {
  const [slash, setSlash] = useState<Slash>();
  // Sent away with Escape, it stays away for this word.
  const [away, setAway] = useState<number>();
  const menu = useRef<MenuKey>(undefined);
  const open = slash && slash.from !== away ? slash : undefined;

  const look = (e: SyntheticEvent<HTMLTextAreaElement>) => {
    const { value, selectionStart, selectionEnd } = e.currentTarget;
    const next = slashAt(value, selectionStart, selectionEnd);
    if (next?.from !== slash?.from || next?.query !== slash?.query) setSlash(next);
    if (!next) setAway(undefined);
  };
  const press = (e: KeyboardEvent): boolean => {
    if (!open) return false;
    if (e.key === "Escape") setAway(open.from);
    else if (e.ctrlKey || e.metaKey || e.shiftKey) return false;
    // Until the menu is there, Enter waits for it: it must not send the word that asks.
    else if (menu.current ? !menu.current(e.key) : e.key !== "Enter") return false;
    e.preventDefault();
    return true;
  };
  const keys = useCallback((of: MenuKey) => {
    menu.current = of;
    return () => {
      menu.current = undefined;
    };
  }, []);
  return { input, open, look, press, keys, shut: () => setSlash(undefined) };
}

export type SlashMenu = ReturnType<typeof useSlash>;
