import { Newspaper } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { Place } from "../../state/model";
import classes from "./History.module.css";

const safe = (url: string | undefined): string | undefined => (url?.startsWith("https://") ? url : undefined);

/** The post that the comments below stand under. */
export function PostLine({ stand }: { stand: Place }) {
  const { t } = useTranslation();
  const url = safe(stand.permalink);
  return (
    <div className={classes.post} role="separator">
      <Newspaper size={14} aria-hidden />
      <span>{t(stand.live ? "comment.onBroadcast" : "comment.onPost")}</span>
      <bdi className={classes.postId}>{stand.postId}</bdi>
      {url && (
        <a href={url} target="_blank" rel="noopener noreferrer" className={classes.postLink}>
          {t("comment.open")}
        </a>
      )}
    </div>
  );
}
