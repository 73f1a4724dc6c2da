import { screen } from "../app/ui";

/** Puts the focus where one writes if it is on what goes away, or has gone with it. */
export function goOn(from: Element | null): void {
  const { activeElement } = document;
  if (activeElement === null || activeElement === document.body || from?.contains(activeElement))
    screen.compose();
}
