import type { KeyboardEvent, PointerEvent } from "react";
import { useTranslation } from "react-i18next";

import { setPrefs } from "../../state/prefs";
import { limits } from "./layout";
import classes from "./Resizer.module.css";

interface Props {
  panel: "views" | "list" | "contact";
  width: number;
}

const STEP = 16;

/** The edge of a panel: dragged with the pointer, moved with the arrow keys, remembered. */
export function Resizer({ panel, width }: Props) {
  const { t } = useTranslation();
  const { least, most } = limits[panel];
  const set = (next: number) =>
    setPrefs({ [`${panel}Width`]: Math.round(Math.min(most, Math.max(least, next))) });

  // The contact panel stands at the end, so its edge grows it the other way; so does a right-to-left page.
  const way = (panel === "contact" ? -1 : 1) * (document.dir === "rtl" ? -1 : 1);

  const down = (e: PointerEvent<HTMLElement>) => {
    e.preventDefault();
    const target = e.currentTarget;
    const from = e.clientX;
    target.setPointerCapture(e.pointerId);
    const move = (now: globalThis.PointerEvent) => set(width + way * (now.clientX - from));
    target.addEventListener("pointermove", move);
    target.addEventListener("lostpointercapture", () => target.removeEventListener("pointermove", move), {
      once: true,
    });
  };
  const press = (e: KeyboardEvent) => {
    if (e.key !== "ArrowLeft" && e.key !== "ArrowRight") return;
    e.preventDefault();
    set(width + way * (e.key === "ArrowRight" ? STEP : -STEP));
  };

  return (
    <div
      role="slider"
      tabIndex={0}
      aria-orientation="horizontal"
      aria-label={t(`resize.${panel}`)}
      aria-valuenow={Math.round(width)}
      aria-valuemin={least}
      aria-valuemax={most}
      className={classes.resizer}
      data-side={panel === "contact" ? "start" : "end"}
      onPointerDown={down}
      onKeyDown={press}
    />
  );
}
