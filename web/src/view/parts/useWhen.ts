import { useTranslation } from "react-i18next";

import { useClock } from "../../state/clock";
import { moment, sameDay } from "../../words/time";

/** A moment within a sentence: "at 14:05" today, "on Fri 14:05" otherwise, and at midnight anew; "" of none. */
export function useWhen(at: number | undefined): string {
  const { t } = useTranslation();
  return useClock((now) => {
    if (at === undefined) return "";
    return t(sameDay(at, now) ? "time.at" : "time.on", { time: moment(at, now) });
  });
}
