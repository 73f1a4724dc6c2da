import { Reply, StickyNote } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { Conversation } from "../../state/model";
import { typeIcon, typeWord } from "../parts/typeIcon";
import classes from "./Row.module.css";

/** The newest message in one line: who, what kind, what it says. */
export function Preview({ row }: { row: Conversation }) {
  const { t } = useTranslation();
  const p = row.preview;
  if (!p) return <span className={classes.preview}>{t("list.none")}</span>;
  const note = !p.direction;
  const Icon = note ? StickyNote : p.direction === "out" ? Reply : typeIcon(p.type);
  const word = typeWord(p.type);
  const said = p.text || (word === "unsupported" ? t("message.text") : t(`message.${word}`));
  const text = note ? t("list.note", { text: said }) : said;
  return (
    <span className={classes.preview}>
      {Icon && <Icon size={13} aria-hidden />}
      <span className={classes.text}>{text}</span>
    </span>
  );
}
