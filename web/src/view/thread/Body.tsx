import { Megaphone } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { Message } from "../../state/model";
import { rowOf } from "../../state/rows";
import { useTransom } from "../../state/store";
import { family, typeIcon, typeWord } from "../parts/typeIcon";
import { Attachment } from "./Attachment";
import classes from "./Body.module.css";
import { Cards, Location, Order } from "./Cards";
import { text, tree } from "./details";
import { PlainText } from "./PlainText";

/** What a message holds, drawn as what it is. */
export function Body({ conversationId, message }: { conversationId: string; message: Message }) {
  const referral = tree(message.details, "referral");
  return (
    <>
      {text(referral, "headline") && <Referral referral={text(referral, "headline")} />}
      {message.media && (
        <Attachment conversationId={conversationId} message={message} media={message.media} />
      )}
      <Content conversationId={conversationId} message={message} />
    </>
  );
}

function Content({ conversationId, message }: { conversationId: string; message: Message }) {
  const { t } = useTranslation();
  switch (family(message.type)) {
    case "text":
    case "note":
    case "image":
    case "video":
    case "audio":
    case "document":
    case "sticker":
      return message.text ? <PlainText text={message.text} /> : null;
    case "location":
      return <Location details={message.details} label={message.label} />;
    case "contacts":
      return <Cards details={message.details} label={message.label} />;
    case "order":
      return <Order message={message} />;
    case "reaction":
      return <ReactionLine conversationId={conversationId} message={message} />;
    case "edit":
      return (
        <Typed type={message.type} kind={t("message.edit")}>
          <PlainText text={message.text || editedText(message)} />
        </Typed>
      );
    case "interactive":
    case "button":
      return (
        <Typed type={message.type} kind={t(`message.${typeWord(message.type)}` as "message.button")}>
          <PlainText text={message.text || (message.label ?? "")} />
        </Typed>
      );
    case "template":
    case "system":
    case "revoke":
      return (
        <Typed type={message.type} kind={t(`message.${typeWord(message.type)}` as "message.system")}>
          {(message.text || message.label) && <PlainText text={message.text || (message.label ?? "")} />}
        </Typed>
      );
    default:
      return (
        <Typed type="unsupported" kind={message.label || t("message.unsupported")}>
          {message.text && <PlainText text={message.text} />}
        </Typed>
      );
  }
}

function Typed({ type, kind, children }: { type: string; kind: string; children?: ReactNode }) {
  const Icon = typeIcon(type);
  return (
    <div className={classes.typed}>
      {Icon && <Icon size={16} aria-hidden />}
      <div className={classes.rows}>
        <div className={classes.kind}>{kind}</div>
        {children}
      </div>
    </div>
  );
}

/** The new words of an edit, wherever in the platform's message they stand. */
function editedText(message: Message): string {
  const edit = tree(message.details, "edit");
  return text(tree(edit, "message", "text"), "body") || text(tree(edit, "text"), "body");
}

function ReactionLine({ conversationId, message }: { conversationId: string; message: Message }) {
  const { t } = useTranslation();
  const customer = useTransom((s) => rowOf(s, conversationId)?.contact.name ?? "");
  const name = message.direction === "in" ? customer : t("thread.you");
  const said = message.text
    ? t("message.reacted", { name, emoji: message.text })
    : t("message.unreacted", { name });
  return <Typed type="reaction" kind={said} />;
}

function Referral({ referral }: { referral: string }) {
  return (
    <div className={classes.typed}>
      <Megaphone size={14} aria-hidden />
      <span className={classes.kind}>{referral}</span>
    </div>
  );
}
