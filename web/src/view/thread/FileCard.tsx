import { Download, FileText } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { addressOf } from "../../state/resources";
import { shortName } from "../../state/carry";
import type { Media } from "../../state/model";
import { size } from "../../words/time";
import classes from "./Attachment.module.css";

interface Props {
  conversationId: string;
  messageId: string;
  media: Media;
  n: number;
}

/** A document: its name, type and size; its address is asked for when somebody wants it. */
export function FileCard({ conversationId, messageId, media, n }: Props) {
  const { t } = useTranslation();
  const [away, setAway] = useState(false);
  const fetchIt = async () => {
    setAway(false);
    try {
      const { url } = await addressOf(conversationId, messageId, n);
      const link = document.createElement("a");
      link.href = url;
      link.target = "_blank";
      link.rel = "noreferrer";
      link.click();
    } catch {
      setAway(true);
    }
  };
  const type = shortName(media.mime);
  const about = [type, media.size ? size(media.size) : ""].filter(Boolean).join(" · ");
  const pending = media.state === "pending";
  return (
    <div className={classes.file}>
      <FileText size={24} strokeWidth={1.5} aria-hidden />
      <div className={classes.about}>
        <div className={classes.name} title={media.name}>
          {media.name || t("message.document")}
        </div>
        <div className={classes.meta}>
          {away ? t("message.mediaAway") : pending ? t("message.pending") : about}
        </div>
      </div>
      {!pending && (
        <button
          type="button"
          className={classes.get}
          aria-label={`${t("message.download")} ${media.name ?? ""}`}
          title={t("message.download")}
          onClick={() => void fetchIt()}
        >
          <Download size={16} aria-hidden />
        </button>
      )}
    </div>
  );
}
