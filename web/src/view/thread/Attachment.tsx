import { useInViewport } from "@mantine/hooks";
import { FileWarning, Hourglass } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { Media, Message } from "../../state/model";
import { useAttachment } from "../../state/resources";
import { family, typeIcon, typeWord } from "../parts/typeIcon";
import classes from "./Attachment.module.css";
import { Audio } from "./Audio";
import { FileCard } from "./FileCard";

interface Props {
  conversationId: string;
  message: Message;
  media: Media;
}

/** A file of a message. Its room is kept from the start; its address is asked for when it comes into sight. */
export function Attachment({ conversationId, message, media }: Props) {
  const { t } = useTranslation();
  const { ref, inViewport } = useInViewport();
  const kind = family(message.type);
  const ready = media.state === "ready";
  const lazy = kind === "document";
  const query = useAttachment(conversationId, message.id, ready && inViewport && !lazy);
  const word = typeWord(message.type);
  const label = word === "unsupported" ? t("message.document") : t(`message.${word}`);

  if (media.state === "failed") return <Trouble icon="failed" text={t("message.mediaFailed")} />;
  if (kind === "document")
    return <FileCard conversationId={conversationId} messageId={message.id} media={media} />;
  if (kind === "audio") {
    return (
      <div ref={ref} className={classes.audio}>
        {query.data ? (
          <Audio url={query.data.url} label={t(media.voice ? "message.voice" : "message.audio")} />
        ) : (
          <Waiting media={media} failed={query.isError} label={label} />
        )}
      </div>
    );
  }
  const sticker = kind === "sticker";
  return (
    <div ref={ref} className={sticker ? `${classes.frame} ${classes.sticker}` : classes.frame}>
      {query.data?.inline ? (
        <Picture kind={kind} url={query.data.url} alt={message.text || label} />
      ) : query.data ? (
        <FileCard conversationId={conversationId} messageId={message.id} media={media} />
      ) : (
        <Waiting media={media} failed={query.isError} label={label} type={message.type} />
      )}
    </div>
  );
}

function Picture({ kind, url, alt }: { kind: string; url: string; alt: string }) {
  if (kind === "video") return <video src={url} controls preload="metadata" aria-label={alt} />;
  if (kind === "sticker") return <img src={url} alt={alt} />;
  return (
    <a href={url} target="_blank" rel="noreferrer" className={classes.link}>
      <img src={url} alt={alt} />
    </a>
  );
}

function Waiting({
  media,
  failed,
  label,
  type,
}: {
  media: Media;
  failed: boolean;
  label: string;
  type?: string;
}) {
  const { t } = useTranslation();
  if (failed) return <Trouble icon="failed" text={t("message.mediaAway")} />;
  if (media.state === "pending")
    return <Trouble icon="pending" text={`${label} · ${t("message.pending")}`} />;
  const Icon = type ? typeIcon(type) : undefined;
  return Icon ? <Icon size={22} aria-label={label} /> : <span>{label}</span>;
}

function Trouble({ icon, text }: { icon: "failed" | "pending"; text: string }) {
  const Icon = icon === "failed" ? FileWarning : Hourglass;
  return (
    <div className={classes.trouble}>
      <Icon size={16} aria-hidden />
      {text}
    </div>
  );
}
