import { useState } from "react";
import { useTranslation } from "react-i18next";

import { amends } from "../../state/about";
import type { Message, State } from "../../state/model";
import { rowOf } from "../../state/rows";
import { useTransom } from "../../state/store";
import { useNames } from "../parts/names";
import { typeWord } from "../parts/typeIcon";
import { jumpTo } from "./jump";
import classes from "./Quote.module.css";

const find = (s: State, id: string, platformId: string): Message | undefined =>
  s.threads[id]?.messages.find((m) => m.platformId === platformId && !amends(m.type));

/** The message that is answered, as one quoted line that leads to it. */
export function Quote({ conversationId, platformId }: { conversationId: string; platformId: string }) {
  const { t } = useTranslation();
  const names = useNames();
  const target = useTransom((s) => find(s, conversationId, platformId));
  const customer = useTransom((s) => rowOf(s, conversationId)?.contact.name ?? "");
  const [missing, setMissing] = useState(false);
  const word = target && typeWord(target.type);
  const text = target?.deletedAt
    ? t("thread.deletedShort")
    : target
      ? target.text || (word === "unsupported" || !word ? t("message.text") : t(`message.${word}`))
      : t(missing ? "thread.notFound" : "thread.notLoaded");
  const who = target?.direction === "in" ? customer : names.actor(target?.authorId);
  return (
    <button
      type="button"
      className={classes.quote}
      title={t("thread.jump")}
      onClick={() => void jumpTo(conversationId, platformId).then((found) => setMissing(!found))}
    >
      <span className={classes.quoteWho}>{target ? who : t("thread.replyingTo")}</span>
      <span className={classes.quoteText}>{text}</span>
    </button>
  );
}
