import { useEffect, useRef, type KeyboardEvent } from "react";

/** Whether a key is Escape and nothing smaller takes it, as an open menu or list does. */
export function escapes(e: KeyboardEvent): boolean {
  if (e.key !== "Escape" || e.defaultPrevented || e.nativeEvent.isComposing) return false;
  const { currentTarget: here, target } = e;
  // What stands elsewhere in the page comes here all the same, through the tree of components.
  if (!(target instanceof Element) || !here.contains(target)) return false;
  return target.getAttribute("data-mantine-stop-propagation") !== "true";
}

/**
 * Closes a dialog by Escape when nothing inside takes the key. The dialog's own way would listen before whatever is
 * inside. What it gives goes onto the dialog.
 */
export function useEscape(close: () => void): (e: KeyboardEvent) => void {
  const latest = useRef(close);
  useEffect(() => {
    latest.current = close;
  });
  // What had the focus may have gone: then no key comes through the dialog.
  useEffect(() => {
    const press = (e: globalThis.KeyboardEvent) => {
      if (e.key !== "Escape" || e.isComposing || e.target !== document.body) return;
      e.preventDefault();
      latest.current();
    };
    window.addEventListener("keydown", press, { capture: true });
    return () => window.removeEventListener("keydown", press, { capture: true });
  }, []);
  return (e) => {
    if (!escapes(e)) return;
    e.preventDefault();
    latest.current();
  };
}
