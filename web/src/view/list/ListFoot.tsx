import { useTranslation } from "react-i18next";

import { loadMore } from "../../state/load";
import { useTransom } from "../../state/store";
import classes from "./ConversationList.module.css";

/** The end of the list: more to come, an error that can be tried again, or the end. */
export function ListFoot({ listKey }: { listKey: string }) {
  const { t } = useTranslation();
  const list = useTransom((s) => s.lists[listKey]);
  if (!list) return null;
  const more = () => void loadMore(listKey);
  if (list.fault) {
    return (
      <div className={classes.foot} role="alert">
        <span>{t("list.couldNotMore")}</span>
        <button type="button" className={classes.footButton} onClick={more}>
          {t("list.again")}
        </button>
      </div>
    );
  }
  if (!list.cursor) return <div className={classes.foot}>{list.ids.length > 10 ? t("list.end") : null}</div>;
  return (
    <div className={classes.foot}>
      <button type="button" className={classes.footButton} onClick={more} disabled={list.loadingMore}>
        {t(list.loadingMore ? "list.loadingOlder" : "list.older")}
      </button>
    </div>
  );
}
