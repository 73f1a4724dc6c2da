import { useTranslation } from "react-i18next";

import { useClock } from "../../state/clock";
import { waitingSoon } from "../../state/closing";
import { leftOf } from "../../state/deadline";
import { rowOf } from "../../state/rows";
import { useTransom } from "../../state/store";
import { largestUnit } from "../../state/time";
import { span } from "../../words/time";
import classes from "./Views.module.css";

/** How many wait in windows that close soon, in the colour of the most urgent. */
export function ClosingBadge() {
  const { t } = useTranslation();
  const count = useTransom((s) => {
    const { count, more } = waitingSoon(s);
    return count > 0 ? `${count}${more ? "+" : ""}` : "";
  });
  const first = useTransom((s) => rowOf(s, waitingSoon(s).first ?? ""));
  const left = useClock((now) => (first ? leftOf(first, now)?.level : undefined));
  const time = useClock((now) => {
    const { unit, value } = largestUnit((first && leftOf(first, now)?.ms) ?? 0);
    return span(unit, value);
  });
  if (!count) return null;
  const words = t("views.waitingSoon", { waiting: count, time });
  return (
    <span className={classes.soon} data-level={left} aria-label={words} title={words}>
      {count}
    </span>
  );
}
