import { Copy, Reply, SmilePlus } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { Message } from "../../state/model";
import { useCapability } from "../../state/resources";
import { rowOf } from "../../state/rows";
import { useTransom } from "../../state/store";
import { setUi } from "../app/ui";
import { answerTo } from "./acts";
import classes from "./Tools.module.css";

/** What can be done with one message; shown on hover and when the keyboard is on it. */
export function Tools({ message }: { message: Message }) {
  const { t } = useTranslation();
  const channel = useTransom((s) => rowOf(s, message.conversationId)?.channelId);
  const able = useCapability(channel);
  const there = message.kind === "message" && message.platformId && message.status !== "failed";
  const comment = Boolean(message.comment);
  const answerable = there && (comment ? message.direction === "in" : (able?.replies ?? true));
  const reactable = there && !comment && able?.reactions;
  if (!answerable && !reactable && !message.text) return null;
  return (
    <div className={classes.tools}>
      {answerable && <Tool icon={Reply} label={t("thread.reply")} run={() => answerTo(message)} />}
      {reactable && (
        <Tool icon={SmilePlus} label={t("thread.react")} run={() => setUi({ reacting: message.id })} />
      )}
      {message.text && (
        <Tool
          icon={Copy}
          label={t("thread.copy")}
          run={() => void navigator.clipboard?.writeText(message.text)}
        />
      )}
    </div>
  );
}

function Tool({ icon: Icon, label, run }: { icon: LucideIcon; label: string; run: () => void }) {
  return (
    <button type="button" className={classes.tool} aria-label={label} title={label} onClick={run}>
      <Icon size={15} aria-hidden />
    </button>
  );
}
