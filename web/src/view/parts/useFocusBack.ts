import { useEffect, useState } from "react";

/** Gives the focus back to where it was before a dialog came, unless something else has taken it by then. */
export function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      setTimeout(() => {
        const lost = document.activeElement === null || document.activeElement === document.body;
        if (lost && before instanceof HTMLElement) before.focus({ preventScroll: true });
      }, 0);
    },
    [before],
  );
}
