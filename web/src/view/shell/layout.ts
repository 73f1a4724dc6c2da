import { useViewportSize } from "@mantine/hooks";

import { usePrefs, type Prefs } from "../../state/prefs";

/** Which panels stand side by side; a drawer comes over the others when it is called. */
export interface Layout {
  /** narrow: one panel at a time. small: views in a drawer. medium: contact in a drawer. wide: everything. */
  size: "narrow" | "small" | "medium" | "wide";
  views: number;
  list: number;
  contact: number;
}

export const limits = {
  views: { least: 160, most: 320 },
  list: { least: 270, most: 520 },
  contact: { least: 250, most: 440 },
} as const;

const RAIL = 56;
const THREAD = 420;

const clamp = (value: number, { least, most }: { least: number; most: number }) =>
  Math.min(most, Math.max(least, value));

/** Gives each panel the width the person chose, less where the thread would fall below its own. */
export function layoutOf(width: number, prefs: Prefs): Layout {
  const size = width < 640 ? "narrow" : width < 900 ? "small" : width < 1180 ? "medium" : "wide";
  if (size === "narrow") return { size, views: 0, list: width, contact: 0 };
  const wanted = {
    views: prefs.views && size !== "small" ? clamp(prefs.viewsWidth, limits.views) : 0,
    list: prefs.list ? clamp(prefs.listWidth, limits.list) : 0,
    contact: prefs.contact && size === "wide" ? clamp(prefs.contactWidth, limits.contact) : 0,
  };
  let over = RAIL + THREAD + wanted.views + wanted.list + wanted.contact - width;
  for (const panel of ["contact", "views", "list"] as const) {
    const give = Math.min(Math.max(0, over), Math.max(0, wanted[panel] - limits[panel].least));
    wanted[panel] -= give;
    over -= give;
  }
  return { size, ...wanted };
}

export function useLayout(): Layout {
  const { width } = useViewportSize();
  return layoutOf(width || window.innerWidth, usePrefs());
}
