import { Copy, Reply } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { Message } from "../../state/model";
import { answer } from "../composer/answering";
import { screen } from "../app/ui";
import classes from "./Bubble.module.css";

/** What can be done with one message; shown on hover and focus. */
export function Tools({ message, conversationId }: { message: Message; conversationId: string }) {
  const { t } = useTranslation();
  const reply = () => {
    if (message.platformId) answer(conversationId, message.platformId);
    screen.compose("reply");
  };
  const answerable = message.kind === "message" && message.platformId && message.status !== "failed";
  if (!answerable && !message.text) return null;
  return (
    <div className={classes.tools}>
      {answerable && (
        <button
          type="button"
          className={classes.tool}
          aria-label={t("thread.reply")}
          title={t("thread.reply")}
          onClick={reply}
        >
          <Reply size={15} aria-hidden />
        </button>
      )}
      {message.text && (
        <button
          type="button"
          className={classes.tool}
          aria-label={t("thread.copy")}
          title={t("thread.copy")}
          onClick={() => void navigator.clipboard?.writeText(message.text)}
        >
          <Copy size={14} aria-hidden />
        </button>
      )}
    </div>
  );
}
