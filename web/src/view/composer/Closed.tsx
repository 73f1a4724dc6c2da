import { Button } from "@mantine/core";
import { LockKeyhole } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { Conversation } from "../../state/model";
import { timeLeft } from "../../state/time";
import { when } from "../parts/when";
import classes from "./Composer.module.css";

/** Why nobody can write freely now, and what can be done. It goes by itself when the customer writes. */
export function Closed({ row, kept, onNote }: { row: Conversation; kept: boolean; onNote: () => void }) {
  const { t } = useTranslation();
  const { name } = row.contact;
  // Far in the future every window is over: the rule is the one that ended last.
  const left = timeLeft(row, Number.MAX_SAFE_INTEGER);
  const time = when(t, new Date(left?.closesAt ?? 0).toISOString());
  const why =
    left?.rule === "human7d"
      ? "composer.closedHuman"
      : row.channelKind === "whatsapp"
        ? "composer.closedWhatsapp"
        : "composer.closedMeta";
  return (
    <section className={classes.closed} aria-label={t("composer.label")}>
      <p className={classes.closedTitle}>
        <LockKeyhole size={15} aria-hidden />
        {t("composer.closedTitle", { name })}
      </p>
      <p className={classes.closedText}>
        {t(why, { name, time })} {kept && t("composer.draftKept")}
      </p>
      <Button variant="default" onClick={onNote}>
        {t("composer.writeNote")}
      </Button>
    </section>
  );
}
