import { Hourglass, LockKeyhole } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useClock } from "../../state/clock";
import { serverNow } from "../../state/store";
import type { Conversation } from "../../state/model";
import { largestUnit, timeLeft } from "../../state/time";
import { span } from "../../words/time";
import { when } from "./when";
import classes from "./TimeLeft.module.css";

/** How long a person may still answer; nothing on channels without a window. */
export function TimeLeft({ row }: { row: Conversation }) {
  const { t } = useTranslation();
  const level = useClock((now) => timeLeft(row, now)?.level);
  const words = useClock((now) => {
    const left = timeLeft(row, now);
    if (!left || left.level === "closed") return "";
    const { unit, value } = largestUnit(left.ms);
    return span(unit, value);
  });
  if (!level || !row.windowClosesAt) return null;
  const ends = timeLeft(row, level === "closed" ? Number.MAX_SAFE_INTEGER : serverNow())?.closesAt ?? 0;
  const at = when(t, new Date(ends).toISOString());
  const closed = level === "closed";
  return (
    <span
      className={classes.left}
      data-level={level}
      title={t(closed ? "time.closedExact" : "time.leftExact", { time: at })}
    >
      {closed ? <LockKeyhole size={12} aria-hidden /> : <Hourglass size={12} aria-hidden />}
      {closed ? t("time.closed") : t("time.left", { time: words })}
    </span>
  );
}
