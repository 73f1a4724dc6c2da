import { Hourglass } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useClock } from "../../state/clock";
import type { Conversation } from "../../state/model";
import { countdown, largestUnit, timeLeft } from "../../state/time";
import { span } from "../../words/time";
import { useWhen } from "../parts/useWhen";
import classes from "./Composer.module.css";

/** Longer spans than this are told in days, in milliseconds. */
const DAYS_FROM = 48 * 3_600_000;

/** The time left to answer, live to the second by the server's clock, with the rule that gives it. */
export function Countdown({ row }: { row: Conversation }) {
  const { t } = useTranslation();
  const level = useClock((now) => timeLeft(row, now)?.level);
  const rule = useClock((now) => timeLeft(row, now)?.rule);
  const ends = useClock((now) => timeLeft(row, now)?.closesAt);
  const time = useClock((now) => {
    const ms = timeLeft(row, now)?.ms ?? 0;
    if (ms < DAYS_FROM) return countdown(ms);
    const { unit, value } = largestUnit(ms);
    return span(unit, value);
  });
  const at = useWhen(ends);
  if (!level || !rule) return <span className={classes.left}>{t("composer.noWindow")}</span>;
  if (level === "closed" || ends === undefined)
    return <span className={classes.left}>{t("time.closed")}</span>;
  const channel = t(`channel.${row.channelKind}`);
  return (
    <span
      className={classes.left}
      data-level={level}
      role="timer"
      title={t(`composer.${rule}Full`, { channel, time: at })}
    >
      <Hourglass size={13} aria-hidden />
      <b>{t("composer.left", { time })}</b>
      <span className={classes.rule}>· {t(`composer.${rule}`)}</span>
    </span>
  );
}
