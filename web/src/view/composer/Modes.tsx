import { useTranslation } from "react-i18next";

import { Keys } from "../parts/Keys";
import { Tooltip } from "@mantine/core";
import classes from "./Composer.module.css";

type Mode = "reply" | "note";

/** Reply or note: what is written goes to the customer, or never does. */
export function Modes({ mode, onMode }: { mode: Mode; onMode: (mode: Mode) => void }) {
  const { t } = useTranslation();
  return (
    <div className={classes.modes} role="radiogroup" aria-label={t("composer.label")}>
      {(["reply", "note"] as const).map((each) => (
        <Tooltip key={each} label={<Keys of={each === "reply" ? "r" : "n"} before={t(`composer.${each}`)} />}>
          <button
            type="button"
            role="radio"
            aria-checked={mode === each}
            className={classes.mode}
            onClick={() => onMode(each)}
          >
            {t(`composer.${each}`)}
          </button>
        </Tooltip>
      ))}
    </div>
  );
}
