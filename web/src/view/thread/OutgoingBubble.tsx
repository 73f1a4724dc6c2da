import { CircleAlert, Clock3, CloudOff, Lock } from "lucide-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";

import { useClock } from "../../state/clock";
import { permitted, writes } from "../../state/judge";
import { again, discard } from "../../state/outbox";
import type { Outgoing } from "../../state/model";
import { rowOf } from "../../state/rows";
import { Fault } from "../../state/session";
import { useTransom } from "../../state/store";
import { clockTime } from "../../words/time";
import { faultText } from "../parts/fault";
import classes from "./Bubble.module.css";
import { PlainText } from "./PlainText";
import problem from "./Problem.module.css";
import { Quote } from "./Quote";

const Going = lazy(() => import("./Going").then((m) => ({ default: m.Going })));
const Instead = lazy(() => import("./Instead").then((m) => ({ default: m.Instead })));
const Choices = lazy(() => import("./kinds/Choices").then((m) => ({ default: m.Choices })));
const Template = lazy(() => import("./kinds/Template").then((m) => ({ default: m.Template })));

interface Props {
  outgoing: Outgoing;
  first: boolean;
  last: boolean;
}

/** What was written here and is not confirmed yet, labelled as what it is. */
export function OutgoingBubble({ outgoing, first, last }: Props) {
  const { t } = useTranslation();
  const offline = useTransom((s) => s.connection === "offline");
  const { phase, kind, type } = outgoing;
  const refused = phase === "refused";
  const waiting = phase === "waiting" && offline;
  return (
    <article
      className={classes.line}
      data-side="out"
      data-first={first || undefined}
      data-last={last || refused || waiting || outgoing.file ? true : undefined}
      data-note={kind === "note" || undefined}
      data-private={outgoing.private || undefined}
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
        {outgoing.private && <div className={classes.mark}>{t("thread.privateMark")}</div>}
        {outgoing.replyTo && <Quote conversationId={outgoing.conversationId} platformId={outgoing.replyTo} />}
        {outgoing.file && (
          <Suspense fallback={outgoing.file.name}>
            <Going outgoing={outgoing} />
          </Suspense>
        )}
        {outgoing.interactive || outgoing.template ? (
          <Suspense fallback={<PlainText text={outgoing.text} />}>
            {outgoing.template ? <Template message={outgoing} /> : <Choices message={outgoing} />}
          </Suspense>
        ) : (
          outgoing.text && <PlainText text={outgoing.text} />
        )}
        {type === "reaction" && <PlainText text={outgoing.emoji || t("thread.reactionBack")} />}
        {type === "hide" && t("comment.hide")}
        {type === "unhide" && t("comment.show")}
      </div>
      <Foot outgoing={outgoing} waiting={waiting} />
    </article>
  );
}

function Foot({ outgoing, waiting }: { outgoing: Outgoing; waiting: boolean }) {
  const { t } = useTranslation();
  const { clientId, phase } = outgoing;
  const Icon = waiting ? CloudOff : Clock3;
  const lost = outgoing.code === "file_lost";
  const row = useTransom((s) => rowOf(s, outgoing.conversationId));
  const shut = useClock((now) => Boolean(row && !writes(permitted(row, now))));
  // While the window is closed the same would only be refused again; a template would not.
  const closed = shut && outgoing.type !== "template" && outgoing.kind === "reply";
  if (phase !== "refused")
    return (
      <div className={classes.foot}>
        <span>{clockTime(outgoing.at)}</span>
        <Icon size={13} aria-hidden />
        <span>{t(waiting ? "delivery.waiting" : "delivery.queued")}</span>
      </div>
    );
  return (
    <div className={problem.problem} role="alert">
      <CircleAlert size={14} aria-hidden />
      <span className={problem.problemText}>
        {t("delivery.refused")}. {faultText(t, new Fault(outgoing.code ?? "", 0, outgoing.detail ?? ""))}
      </span>
      {closed ? (
        <Suspense>
          <Instead conversationId={outgoing.conversationId} />
        </Suspense>
      ) : (
        !lost && (
          <button type="button" className={problem.act} onClick={() => again(clientId)}>
            {t("delivery.again")}
          </button>
        )
      )}
      <button type="button" className={problem.act} onClick={() => discard(clientId)}>
        {t("delivery.discard")}
      </button>
    </div>
  );
}
