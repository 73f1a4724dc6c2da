// What an action of the product is.
import type { Shortcut } from "./keys";

export type Group = "go" | "list" | "conversation" | "screen";

/** One action of the product: in the palette, on the sheet and under its key. */
export interface Command extends Shortcut {
  id: string;
  group: Group;
  label: string;
  /** Only listed on the sheet: the key does it, choosing it from a palette would not make sense. */
  sheetOnly?: boolean;
  /** Does not fit at this moment: only the sheet lists it. */
  off?: boolean;
}
