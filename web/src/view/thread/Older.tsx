import { useTranslation } from "react-i18next";

import { loadOlder } from "../../state/load";
import type { Thread } from "../../state/model";
import { useWhen } from "../parts/useWhen";
import classes from "./History.module.css";

/** The upper end of what is loaded. */
export function Older({ id, thread }: { id: string; thread: Thread }) {
  const { t } = useTranslation();
  const first = thread.messages[0];
  const began = useWhen(first && Date.parse(first.at));
  if (!first) return <div className={classes.older}>{t("empty.messages")}</div>;
  if (thread.complete) {
    return <div className={classes.older}>{t("thread.start", { time: began })}</div>;
  }
  return (
    <div className={classes.older} role={thread.fault ? "alert" : undefined}>
      {thread.fault && <span>{t("thread.couldNotOlder")}</span>}
      <button
        type="button"
        className={classes.olderButton}
        disabled={thread.loadingOlder}
        onClick={() => void loadOlder(id)}
      >
        {t(thread.loadingOlder ? "list.loadingOlder" : thread.fault ? "list.again" : "thread.loadOlder")}
      </button>
    </div>
  );
}
