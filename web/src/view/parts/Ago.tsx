import { useTranslation } from "react-i18next";

import { useClock } from "../../state/clock";
import { ago, exact } from "../../words/time";

/** How long ago, the exact time on hover. */
export function Ago({ at, className }: { at: string; className?: string }) {
  const { t } = useTranslation();
  const ms = Date.parse(at);
  const words = useClock((now) => ago(ms, now));
  return (
    <time className={className} dateTime={at} title={exact(ms)}>
      {words || t("time.now")}
    </time>
  );
}
