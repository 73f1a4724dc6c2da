import { FileWarning, FileX2, Hourglass } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { Media } from "../../state/model";
import { typeIcon } from "../parts/typeIcon";
import classes from "./Attachment.module.css";
import en from "../../words/en.json";

interface Props {
  media: Media;
  /** Its address could not be had. */
  away: boolean;
  label: string;
  kind: string;
}

const problems = new Set(Object.keys(en.media));

/** Where a file is while it cannot be drawn: on its way, failed and why, or gone. */
export function MediaState({ media, away, label, kind }: Props) {
  const { t } = useTranslation();
  if (media.state === "gone" || media.state === "doomed")
    return <Trouble icon={FileX2} text={t(media.problem === "story" ? "media.story" : "media.gone")} />;
  if (media.state === "failed") {
    const known = media.problem && problems.has(media.problem) ? media.problem : "failed";
    return <Trouble icon={FileWarning} text={t(`media.${known as keyof typeof en.media}`)} />;
  }
  if (away) return <Trouble icon={FileWarning} text={t("message.mediaAway")} />;
  if (media.state === "pending")
    return <Trouble icon={Hourglass} text={`${label} · ${t("message.pending")}`} />;
  const Icon = typeIcon(kind);
  return Icon ? <Icon size={22} aria-label={label} /> : <span>{label}</span>;
}

function Trouble({ icon: Icon, text }: { icon: typeof FileX2; text: string }) {
  return (
    <div className={classes.trouble}>
      <Icon size={16} aria-hidden />
      {text}
    </div>
  );
}
