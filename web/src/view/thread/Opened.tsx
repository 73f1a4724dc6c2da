import { UsersRound } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useClock } from "../../state/clock";
import { isOpen } from "../../state/deadline";
import type { Conversation } from "../../state/model";
import { isLent } from "../../state/opened";
import { useTransom } from "../../state/store";
import { useNames } from "../parts/names";
import classes from "./Opened.module.css";

/** Why colleagues see a conversation that somebody has. */
export function Opened({ row }: { row: Conversation }) {
  const { t } = useTranslation();
  const names = useNames();
  const lent = useTransom((s) => isLent(s, row));
  const mine = useTransom((s) => row.assignee?.userId === s.me?.member.id);
  const soon = useClock((now) => isOpen(row, now));
  const name = names.assignee(row.assignee);
  return (
    <p className={classes.opened} role="status">
      <UsersRound size={14} aria-hidden />
      <span>
        <b>
          {t(
            soon
              ? lent
                ? "opened.yours"
                : "opened.theirs"
              : lent
                ? "opened.yoursOver"
                : "opened.theirsOver",
          )}
        </b>{" "}
        {t(mine ? "opened.mine" : "opened.has", { name })}
      </span>
    </p>
  );
}
