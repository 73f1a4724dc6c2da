import { Newspaper } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { Place } from "../../state/model";
import { usePost } from "../../state/resources";
import classes from "./History.module.css";

const safe = (url: string | undefined): string | undefined => (url?.startsWith("https://") ? url : undefined);

/** The post that the comments below stand under: what it says as soon as the platform has told, else its id. */
export function PostLine({ conversationId, stand }: { conversationId: string; stand: Place }) {
  const { t } = useTranslation();
  const post = usePost(conversationId, stand.postId).data;
  const url = safe(stand.permalink) ?? safe(post?.permalink);
  return (
    <div className={classes.post} role="note">
      <Newspaper size={14} aria-hidden />
      <div className={classes.postSaid}>
        <span>{t(stand.live ? "comment.onBroadcast" : "comment.onPost")}</span>
        {post?.text ? (
          <p className={classes.postText} dir="auto" title={post.text}>
            {post.text}
          </p>
        ) : (
          <bdi className={classes.postId}>{stand.postId}</bdi>
        )}
      </div>
      {url && (
        <a href={url} target="_blank" rel="noopener noreferrer" className={classes.postLink}>
          {t("comment.open")}
        </a>
      )}
    </div>
  );
}
