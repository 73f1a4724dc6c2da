import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";

import type { Message } from "../../state/model";
import { clockTime, exact } from "../../words/time";
import { useNames } from "../parts/names";
import classes from "./History.module.css";

/** Something that happened, as one quiet line. */
export function EventLine({ message }: { message: Message }) {
  const { t } = useTranslation();
  const names = useNames();
  const at = Date.parse(message.at);
  return (
    <p className={classes.event} data-type={message.type} title={exact(at)}>
      {sentence(t, message, names)} · {clockTime(at)}
    </p>
  );
}

function sentence(t: TFunction, message: Message, names: ReturnType<typeof useNames>): string {
  const e = message.event;
  if (!e) return t("event.other");
  const actor = names.actor(e.actorId);
  switch (e.type) {
    case "assigned":
      if (e.actorId && e.to?.userId === e.actorId) return t("event.took", { actor });
      return e.actorId
        ? t("event.assigned", { actor, to: names.assignee(e.to) })
        : t("event.assignedBySystem", { to: names.assignee(e.to) });
    case "unassigned":
      return e.actorId ? t("event.unassigned", { actor }) : t("event.unassignedBySystem");
    case "closed":
      if (e.reason === "window_expired") return t("event.closedByWindow");
      return e.actorId ? t("event.closed", { actor }) : t("event.closedBySystem");
    case "reopened":
      return e.actorId ? t("event.reopened", { actor }) : t("event.reopenedByCustomer");
    case "snoozed":
      return e.actorId ? t("event.snoozed", { actor }) : t("event.snoozedBySystem");
    case "window_expired":
      return t("event.window_expired");
    default:
      return t("event.other");
  }
}
