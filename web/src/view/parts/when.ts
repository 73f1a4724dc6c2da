import type { TFunction } from "i18next";

import { serverNow } from "../../state/store";
import { moment, sameDay } from "../../words/time";

/** A moment within a sentence: "at 14:05" today, "on Fri 14:05" otherwise. */
export function when(t: TFunction, at: string): string {
  const [ms, now] = [Date.parse(at), serverNow()];
  const time = moment(ms, now);
  return sameDay(ms, now) ? t("time.at", { time }) : t("time.on", { time });
}
