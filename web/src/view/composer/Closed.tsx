import { Button } from "@mantine/core";
import { LockKeyhole } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { Conversation } from "../../state/model";
import { when } from "../parts/when";
import classes from "./Composer.module.css";

/** Why nobody can write freely now, and what can be done. It goes by itself when the customer writes. */
export function Closed({ row, kept, onNote }: { row: Conversation; kept: boolean; onNote: () => void }) {
  const { t } = useTranslation();
  const { name } = row.contact;
  const time = when(t, row.windowClosesAt ?? "");
  const why = row.channelKind === "whatsapp" ? "composer.closedWhatsapp" : "composer.closedMeta";
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
