import { CircleAlert, Clock3, CloudOff, Lock } from "lucide-react";
import { useTranslation } from "react-i18next";

import { again, discard } from "../../state/outbox";
import type { Outgoing } from "../../state/model";
import { Fault } from "../../state/session";
import { useTransom } from "../../state/store";
import { clockTime } from "../../words/time";
import { faultText } from "../parts/fault";
import classes from "./Bubble.module.css";
import { PlainText } from "./PlainText";
import { Quote } from "./Quote";

/** What was written here and is not confirmed yet, labelled as what it is. */
export function OutgoingBubble({
  outgoing,
  first,
  last,
}: {
  outgoing: Outgoing;
  first: boolean;
  last: boolean;
}) {
  const { t } = useTranslation();
  const offline = useTransom((s) => s.connection === "offline");
  const { clientId, phase, kind } = outgoing;
  const refused = phase === "refused";
  const waiting = phase === "waiting" && offline;
  const Icon = waiting ? CloudOff : Clock3;
  return (
    <article
      className={classes.line}
      data-side="out"
      data-first={first || undefined}
      data-last={last || refused || waiting || undefined}
      data-note={kind === "note" || undefined}
      data-failed={refused || undefined}
      data-waiting={!refused || undefined}
    >
      <div className={classes.bubble}>
        {kind === "note" && (
          <div className={classes.noteMark}>
            <Lock size={11} aria-hidden />
            {t("thread.noteMark")}
          </div>
        )}
        {outgoing.replyTo && <Quote conversationId={outgoing.conversationId} platformId={outgoing.replyTo} />}
        <PlainText text={outgoing.text} />
      </div>
      {refused ? (
        <div className={classes.problem} role="alert">
          <CircleAlert size={14} aria-hidden />
          <span className={classes.problemText}>
            {t("delivery.refused")}. {faultText(t, new Fault(outgoing.code ?? "", 0, outgoing.detail ?? ""))}
          </span>
          <button type="button" className={classes.act} onClick={() => again(clientId)}>
            {t("delivery.again")}
          </button>
          <button type="button" className={classes.act} onClick={() => discard(clientId)}>
            {t("delivery.discard")}
          </button>
        </div>
      ) : (
        <div className={classes.foot}>
          <span>{clockTime(outgoing.at)}</span>
          <Icon size={13} aria-hidden />
          <span>{t(waiting ? "delivery.waiting" : "delivery.queued")}</span>
        </div>
      )}
    </article>
  );
}
