import { useTranslation } from "react-i18next";

import type { Reaction } from "../../state/lines";
import { rowOf } from "../../state/rows";
import { useTransom } from "../../state/store";
import { useNames } from "../parts/names";
import classes from "./Bubble.module.css";

export function Reactions({
  reactions,
  conversationId,
}: {
  reactions: readonly Reaction[];
  conversationId: string;
}) {
  const { t } = useTranslation();
  const names = useNames();
  const customer = useTransom((s) => rowOf(s, conversationId)?.contact.name ?? "");
  return (
    <div className={classes.reactions}>
      {reactions.map(({ emoji, by }) => {
        const label = t("message.reacted", { name: by ? names.actor(by) : customer, emoji });
        return (
          <span
            key={`${by ?? ""} ${emoji}`}
            className={classes.reaction}
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
