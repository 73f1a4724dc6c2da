import { Hourglass } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useClock } from "../../state/clock";
import type { Conversation } from "../../state/model";
import { countdown, timeLeft } from "../../state/time";
import { when } from "../parts/when";
import classes from "./Composer.module.css";

/** The time left to answer, live to the second by the server's clock, with the rule that gives it. */
export function Countdown({ row }: { row: Conversation }) {
  const { t } = useTranslation();
  const level = useClock((now) => timeLeft(row, now)?.level);
  const time = useClock((now) => countdown(timeLeft(row, now)?.ms ?? 0));
  const rule = timeLeft(row, 0)?.rule;
  if (!level || !rule) return <span className={classes.left}>{t("composer.noWindow")}</span>;
  if (level === "closed") return <span className={classes.left}>{t("time.closed")}</span>;
  return (
    <span
      className={classes.left}
      data-level={level}
      role="timer"
      title={t(`composer.${rule}Full`, { time: when(t, row.windowClosesAt ?? "") })}
    >
      <Hourglass size={13} aria-hidden />
      <b>{t("composer.left", { time })}</b>
      <span className={classes.rule}>· {t(`composer.${rule}`)}</span>
    </span>
  );
}
