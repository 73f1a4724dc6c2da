import { CircleAlert, CircleCheck, CircleHelp } from "lucide-react";

import type { Health } from "../../state/model";
import { Fault } from "../../state/resources";
import { serverNow } from "../../state/store";
import { moment } from "../../words/time";
import { faultText } from "../parts/fault";
import { useReason } from "../parts/reason";
import classes from "./Settings.module.css";
import { useWords } from "./useWords";

const icons = {
  working: CircleCheck,
  unverified: CircleHelp,
  unauthorized: CircleAlert,
  restricted: CircleAlert,
};

/** Whether a channel works, and if not, what to do about it. */
export function ChannelHealth({ health, fault }: { health: Health; fault?: unknown }) {
  const { t, words } = useWords();
  const said = useReason();
  const { state } = health;
  const Icon = icons[state];
  const since = health.since ? t("healthSince", { time: moment(Date.parse(health.since), serverNow()) }) : "";
  return (
    <div aria-live="polite">
      <div className={classes.health} data-state={state}>
        <Icon size={14} aria-hidden />
        <span>{t(`health_${state}`)}</span>
        {since && <span className={classes.soft}>{since}</span>}
        {health.quality && <span className={classes.soft}>{t("quality", { quality: health.quality })}</span>}
      </div>
      {state !== "working" && (
        <p className={classes.healthLead}>
          {t(`healthLead_${state}`, { reason: health.reason ? said(health.reason) : "" })}
        </p>
      )}
      {fault instanceof Fault && (
        <p className={classes.healthLead} role="alert">
          {faultText(words, fault)}
        </p>
      )}
    </div>
  );
}
