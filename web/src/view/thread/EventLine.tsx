import type { TFunction } from "i18next";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";

import type { Conversation, Message } from "../../state/model";
import { rowOf } from "../../state/rows";
import { useTransom } from "../../state/store";
import type en from "../../words/en.json";
import { clockTime, exact, moment } from "../../words/time";
import { useNames } from "../parts/names";
import { text, tree } from "./details";
import classes from "./History.module.css";

const Problem = lazy(() => import("./Problem").then((m) => ({ default: m.Problem })));

/** Something that happened, as one quiet line. */
export function EventLine({ message }: { message: Message }) {
  const { t } = useTranslation();
  const names = useNames();
  const row = useTransom((s) => rowOf(s, message.conversationId));
  const customer = row?.contact.name ?? "";
  const at = Date.parse(message.at);
  const said = message.kind === "event" ? sentence(t, message, names, row) : told(t, message, customer);
  return (
    <div
      className={classes.event}
      data-type={message.type}
      data-wrong={message.status === "failed" || undefined}
      title={exact(at)}
    >
      {said} · {clockTime(at)}
      {message.status === "failed" && (
        <Suspense>
          <Problem message={message} />
        </Suspense>
      )}
    </div>
  );
}

/** What a platform told, or what we asked of it. */
function told(t: TFunction, message: Message, name: string): string {
  switch (message.type) {
    case "hide":
    case "unhide": {
      const hide = message.type === "hide";
      if (message.status === "failed") return t(hide ? "event.hideFailed" : "event.unhideFailed");
      return t(hide ? "event.hiding" : "event.unhiding");
    }
    case "system":
      return changed(t, message, name);
    case "handover":
      return message.label || t("event.handover");
    case "optin":
      return message.label || t("event.optin", { name });
    default:
      return message.label || message.text || t("event.other");
  }
}

function changed(t: TFunction, message: Message, name: string): string {
  const system = tree(message.details, "system");
  const kind = text(system, "type");
  const number = text(system, "wa_id") || text(system, "new_wa_id");
  if (kind.includes("number")) return t("event.newNumber", { name, number: number ? `+${number}` : "" });
  if (kind.includes("user_id")) return t("event.newId", { name });
  if (kind.includes("identity")) return t("event.newPhone", { name });
  return message.label || message.text || t("message.system");
}

/** What became of a last call; any other word is a fact that forbade its message. */
const lastCalls: Readonly<Record<string, keyof typeof en.event>> = {
  template: "lastCallTemplate",
  snippet: "lastCallSnippet",
  label: "lastCallLabel",
  missing_value: "lastCallValue",
  template_unusable: "lastCallTemplateGone",
  template_missing: "lastCallTemplateGone",
  snippet_missing: "lastCallSnippetGone",
};

function expired(
  t: TFunction,
  reason: string | undefined,
  at: string,
  row: Conversation | undefined,
): string {
  if (reason === "platform") return t("event.windowPlatform");
  if (reason !== "standard") return t("event.window_expired");
  // Until when is known of the present window only: the customer may have written again since.
  const present = row?.windowClosesAt && Date.parse(row.windowClosesAt) === Date.parse(at);
  const until = present ? row.humanWindowClosesAt : undefined;
  if (!until) return t("event.windowStandardOnly");
  // As it is read under its own day, not today's: "until 17:50" below Monday would be Monday's.
  return t("event.windowStandard", { time: moment(Date.parse(until), Date.parse(at)) });
}

function sentence(
  t: TFunction,
  message: Message,
  names: ReturnType<typeof useNames>,
  row: Conversation | undefined,
): string {
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
      return expired(t, e.reason, message.at, row);
    case "labelled":
    case "unlabelled":
      return t(e.actorId ? `event.${e.type}` : `event.${e.type}BySystem`, { actor, label: e.reason ?? "" });
    case "last_call":
      return t(`event.${lastCalls[e.reason ?? ""] ?? "lastCallNot"}`);
    case "merged":
      return t("event.merged");
    default:
      return t("event.other");
  }
}
