import { useTranslation } from "react-i18next";

import classes from "./Labels.module.css";

/** A conversation's labels as far as there is room, and how many more there are. */
export function Chips({ labels, most }: { labels: readonly string[]; most: number }) {
  const { t } = useTranslation();
  if (labels.length === 0) return null;
  const shown = labels.slice(0, labels.length > most ? most - 1 : most);
  const rest = labels.length - shown.length;
  return (
    <span className={classes.chips} title={labels.join(", ")}>
      {shown.map((label) => (
        <bdi key={label} className={classes.chip}>
          {label}
        </bdi>
      ))}
      {rest > 0 && (
        <span className={classes.chip} aria-label={t("label.more", { count: rest })}>
          +{rest}
        </span>
      )}
    </span>
  );
}
