import { useTranslation } from "react-i18next";

import type { Shown } from "../../state/lines";
import { rowOf } from "../../state/rows";
import { useTransom } from "../../state/store";
import classes from "./Reactions.module.css";

/** What either side put on a message: the customer's, and ours whoever of us it was. */
export function Reactions({
  reactions,
  conversationId,
}: {
  reactions: readonly Shown[];
  conversationId: string;
}) {
  const { t } = useTranslation();
  const customer = useTransom((s) => rowOf(s, conversationId)?.contact.name ?? "");
  return (
    <div className={classes.reactions}>
      {reactions.map(({ emoji, by, pending }) => {
        const name = by === "us" ? t("thread.us") : customer;
        const label = t(pending ? "message.reacting" : "message.reacted", { name, emoji });
        return (
          <span
            key={by}
            className={classes.reaction}
            data-by={by}
            data-pending={pending || undefined}
            role="img"
            aria-label={label}
            title={label}
          >
            {emoji}
          </span>
        );
      })}
    </div>
  );
}
