import { UserRound } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useClock } from "../../state/clock";
import type { Conversation } from "../../state/model";
import { timeLeft } from "../../state/time";
import { when } from "../parts/when";
import classes from "./Composer.module.css";

/** After the standard window, where the platform lets a person answer for longer: says the rule. */
export function HumanOnly({ row }: { row: Conversation }) {
  const { t } = useTranslation();
  const human = useClock((now) => {
    const left = timeLeft(row, now);
    return left?.rule === "human7d" && left.level !== "closed";
  });
  if (!human) return null;
  return (
    <p className={classes.said}>
      <UserRound size={13} aria-hidden />
      {t("composer.humanOnly", { time: when(t, row.humanWindowClosesAt ?? "") })}
    </p>
  );
}
