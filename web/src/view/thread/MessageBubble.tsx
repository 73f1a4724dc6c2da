import { Lock } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { Reaction } from "../../state/lines";
import type { Message } from "../../state/model";
import { useTransom } from "../../state/store";
import { useNames } from "../parts/names";
import { family } from "../parts/typeIcon";
import { Body } from "./Body";
import classes from "./Bubble.module.css";
import { Problem } from "./Problem";
import { Quote } from "./Quote";
import { Reactions } from "./Reactions";
import { Receipt } from "./Receipt";
import { Tools } from "./Tools";

interface Props {
  conversationId: string;
  message: Message;
  reactions: readonly Reaction[];
  first: boolean;
  last: boolean;
}

/** What only a failed message is: a later delivery outranks the failure. */
const failed = (m: Message): boolean => m.status === "failed";

/** A message or a note. */
export function MessageBubble({ conversationId, message, reactions, first, last }: Props) {
  const { t } = useTranslation();
  const names = useNames();
  const me = useTransom((s) => s.me?.member.id);
  const note = message.kind === "note";
  const side = message.direction === "in" ? "in" : "out";
  const showAuthor = first && side === "out" && message.authorId !== me;
  const quoted = message.replyTo && family(message.type) !== "reaction";
  return (
    <article
      id={`m-${message.id}`}
      className={classes.line}
      data-side={side}
      data-first={first || undefined}
      data-last={last || undefined}
      data-note={note || undefined}
      data-failed={failed(message) || undefined}
      data-bare={message.type === "sticker" || undefined}
    >
      {showAuthor && (
        <div className={classes.author}>
          {message.authorId ? names.name(message.authorId) : t("thread.platformApp")}
        </div>
      )}
      <div className={classes.bubble}>
        {note && (
          <div className={classes.noteMark}>
            <Lock size={11} aria-hidden />
            {t("thread.noteMark")}
          </div>
        )}
        {quoted && message.replyTo && <Quote conversationId={conversationId} platformId={message.replyTo} />}
        <Body conversationId={conversationId} message={message} />
        <Tools message={message} conversationId={conversationId} />
      </div>
      {reactions.length > 0 && <Reactions reactions={reactions} conversationId={conversationId} />}
      {failed(message) ? <Problem message={message} /> : <Receipt message={message} />}
    </article>
  );
}
