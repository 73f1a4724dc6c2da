import { useInViewport } from "@mantine/hooks";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";

import type { Media, Message } from "../../state/model";
import { useAttachment } from "../../state/resources";
import { typeWord } from "../parts/typeIcon";
import classes from "./Attachment.module.css";
import { FileCard } from "./FileCard";
import { MediaState } from "./MediaState";

const Audio = lazy(() => import("./Audio").then((m) => ({ default: m.Audio })));

interface Props {
  message: Message;
  media: Media;
  /** Which of the message's files, counted from 0. */
  n: number;
  kind: string;
  onOpen: () => void;
}

const drawn = new Set(["image", "video", "audio", "sticker", "story_mention"]);

/** A file of a message. Its room is kept from the start; its address is asked for when it comes into sight. */
export function Attachment({ message, media, n, kind, onOpen }: Props) {
  const { t } = useTranslation();
  const { ref, inViewport } = useInViewport();
  const { conversationId, id } = message;
  const ready = media.state === "ready";
  const card = !drawn.has(kind);
  const query = useAttachment(conversationId, id, n, ready && inViewport && !card);
  const word = typeWord(kind);
  const label = word === "unsupported" ? t("message.document") : t(`message.${word}`);
  const file = <FileCard conversationId={conversationId} messageId={id} media={media} n={n} />;
  const state = <MediaState media={media} away={query.isError} label={label} kind={kind} />;

  if (media.state === "failed" || media.state === "doomed" || media.state === "gone") return state;
  if (card) return file;
  if (kind === "audio") {
    return (
      <div ref={ref} className={classes.audio}>
        {query.data ? (
          <Suspense fallback={label}>
            <Audio url={query.data.url} voice={media.voice ?? false} />
          </Suspense>
        ) : (
          state
        )}
      </div>
    );
  }
  return (
    <div ref={ref} className={kind === "sticker" ? `${classes.frame} ${classes.sticker}` : classes.frame}>
      {!query.data ? (
        state
      ) : query.data.inline ? (
        <Picture kind={kind} url={query.data.url} alt={alt(message, n, label)} onOpen={onOpen} />
      ) : (
        file
      )}
    </div>
  );
}

/** An album's pictures are told apart by their place; a caption names the first. */
function alt(message: Message, n: number, label: string): string {
  if (n > 0) return `${label} ${n + 1}`;
  return message.text || label;
}

function Picture({
  kind,
  url,
  alt: name,
  onOpen,
}: {
  kind: string;
  url: string;
  alt: string;
  onOpen: () => void;
}) {
  const { t } = useTranslation();
  if (kind === "video") return <video src={url} controls preload="metadata" aria-label={name} />;
  if (kind === "sticker") return <img src={url} alt={name} />;
  return (
    <button type="button" className={classes.link} onClick={onOpen} title={t("message.open")}>
      <img src={url} alt={name} />
    </button>
  );
}
