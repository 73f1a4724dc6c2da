import { EyeOff, Forward, Lock, MessageCircleQuestion } from "lucide-react";
import { lazy, Suspense, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { Shown } from "../../state/lines";
import type { Message } from "../../state/model";
import { useTransom } from "../../state/store";
import { setUi, useUi } from "../app/ui";
import { useNames } from "../parts/names";
import { Body } from "./Body";
import classes from "./Bubble.module.css";
import { tree } from "./details";
import { Quote } from "./Quote";
import { Reactions } from "./Reactions";
import { Receipt } from "./Receipt";
import { Tools } from "./Tools";

const CommentActs = lazy(() => import("./comments/CommentActs").then((m) => ({ default: m.CommentActs })));
const Problem = lazy(() => import("./Problem").then((m) => ({ default: m.Problem })));
const ReactMenu = lazy(() => import("./ReactMenu").then((m) => ({ default: m.ReactMenu })));
const Versions = lazy(() => import("./kinds/Versions").then((m) => ({ default: m.Versions })));

interface Props {
  message: Message;
  reactions: readonly Shown[];
  first: boolean;
  last: boolean;
}

/** What only a failed message is: a later delivery outranks the failure. */
const failed = (m: Message): boolean => m.status === "failed";

/** A message or a note, with what became of it. */
export function MessageBubble({ message, reactions, first, last }: Props) {
  const reacting = useUi((ui) => ui.reacting === message.id);
  const [older, setOlder] = useState(false);
  const note = message.kind === "note";
  const side = message.direction === "in" ? "in" : "out";
  const comment = Boolean(message.comment) && side === "in" && !message.deletedAt;
  return (
    <article
      id={`m-${message.id}`}
      // Not a stop of its own for Tab: keys lead from message to message.
      tabIndex={-1}
      className={classes.line}
      data-side={side}
      data-first={first || undefined}
      data-last={last || undefined}
      data-note={note || undefined}
      data-private={message.private || undefined}
      data-failed={failed(message) || undefined}
      data-bare={(message.type === "sticker" && !message.deletedAt) || undefined}
      data-deep={message.comment?.parentId ? true : undefined}
    >
      {first && side === "out" && <Author message={message} />}
      <div className={classes.bubble}>
        <Marks message={message} />
        {message.replyTo && !message.deletedAt && (
          <Quote conversationId={message.conversationId} platformId={message.replyTo} />
        )}
        <Body message={message} />
        {!message.deletedAt && <Tools message={message} />}
        <Suspense>
          {reacting && <ReactMenu message={message} onClose={() => setUi({ reacting: undefined })} />}
        </Suspense>
      </div>
      {reactions.length > 0 && <Reactions reactions={reactions} conversationId={message.conversationId} />}
      {failed(message) ? (
        <Suspense fallback={<div className={classes.foot} />}>
          <Problem message={message} />
        </Suspense>
      ) : (
        <Receipt message={message} older={older} onOlder={() => setOlder(!older)} />
      )}
      <Suspense>
        {older && <Versions message={message} />}
        {comment && <CommentActs message={message} />}
      </Suspense>
    </article>
  );
}

/** Whose words these are, where that is not plain: a colleague's, or something sent elsewhere. */
function Author({ message }: { message: Message }) {
  const { t } = useTranslation();
  const names = useNames();
  const me = useTransom((s) => s.me?.member.id);
  const { authorId, via } = message;
  if (authorId === me && !via) return null;
  const name = via ? t(`via.${via}`) : authorId ? names.name(authorId) : t("thread.automatic");
  return <div className={classes.author}>{name}</div>;
}

/** What has to be known before reading: that nobody else sees it, that it was passed on, that it is hidden. */
function Marks({ message }: { message: Message }) {
  const { t } = useTranslation();
  const context = tree(message.details, "context");
  const often = context["frequently_forwarded"] === true;
  return (
    <>
      {message.kind === "note" && (
        <Mark icon={<Lock size={11} aria-hidden />} text={t("thread.noteMark")} amber />
      )}
      {message.private && (
        <Mark icon={<MessageCircleQuestion size={11} aria-hidden />} text={t("thread.privateMark")} />
      )}
      {(often || context["forwarded"] === true) && !message.deletedAt && (
        <Mark
          icon={<Forward size={12} aria-hidden />}
          text={t(often ? "thread.forwardedOften" : "thread.forwarded")}
        />
      )}
      {message.hidden && <Mark icon={<EyeOff size={12} aria-hidden />} text={t("thread.hiddenMark")} />}
    </>
  );
}

function Mark({ icon, text, amber }: { icon: ReactNode; text: string; amber?: boolean }) {
  return (
    <div className={amber ? classes.noteMark : classes.mark}>
      {icon}
      {text}
    </div>
  );
}
