import { Hourglass, LockKeyhole } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useClock } from "../../state/clock";
import { deadlineOf, leftOf } from "../../state/deadline";
import type { Conversation } from "../../state/model";
import { largestUnit } from "../../state/time";
import { span } from "../../words/time";
import { useWhen } from "./useWhen";
import classes from "./TimeLeft.module.css";

/** How long a person may still answer; nothing on channels without a window. */
export function TimeLeft({ row }: { row: Conversation }) {
  const { t } = useTranslation();
  const level = useClock((now) => leftOf(row, now)?.level);
  const words = useClock((now) => {
    const left = leftOf(row, now)?.ms;
    if (!left) return "";
    const { unit, value } = largestUnit(left);
    return span(unit, value);
  });
  const at = useWhen(deadlineOf(row));
  if (!level) return null;
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
