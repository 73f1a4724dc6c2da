import { Trash2 } from "lucide-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";

import type { Message } from "../../state/model";
import { rowOf } from "../../state/rows";
import { useTransom } from "../../state/store";
import { family } from "../parts/typeIcon";
import { Album } from "./Album";
import classes from "./Body.module.css";
import { tree } from "./details";
import { PlainText } from "./PlainText";

// What is rarer than words and files comes when the first of its kind does.
const Kind = lazy(() => import("./kinds/Kind").then((m) => ({ default: m.Kind })));
const Before = lazy(() => import("./kinds/Before").then((m) => ({ default: m.Before })));

const plain = new Set(["text", "note", "image", "video", "audio", "document", "sticker"]);

/** What a message holds, drawn as what it is. */
export function Body({ message }: { message: Message }) {
  if (message.deletedAt) return <Deleted message={message} />;
  const simple = plain.has(family(message.type));
  return (
    <>
      {hasBefore(message) && (
        <Suspense fallback={<div className={classes.soon} />}>
          <Before message={message} />
        </Suspense>
      )}
      {message.media && !ofStory(message) && <Album message={message} media={message.media} />}
      {simple ? (
        message.text && <PlainText text={message.text} />
      ) : (
        <Suspense fallback={<div className={classes.soon} />}>
          <Kind message={message} />
        </Suspense>
      )}
    </>
  );
}

/** Whether something stands over the words: the ad or the story that led to them. */
function hasBefore({ details, type }: Message): boolean {
  if (type === "referral" || type === "story_mention") return false;
  return [tree(details, "referral"), tree(details, "story")].some((part) => Object.keys(part).length > 0);
}

/** A story's own picture is never kept: the card over the message says so. */
const ofStory = ({ details, media }: Message): boolean =>
  media?.state === "gone" && Object.keys(tree(details, "story")).length > 0;

/** What its author took back. Nothing of it is kept. */
function Deleted({ message }: { message: Message }) {
  const { t } = useTranslation();
  const name = useTransom((s) => rowOf(s, message.conversationId)?.contact.name ?? "");
  return (
    <div className={classes.deleted}>
      <Trash2 size={14} aria-hidden />
      {message.direction === "in" ? t("thread.deletedBy", { name }) : t("thread.deleted")}
    </div>
  );
}
