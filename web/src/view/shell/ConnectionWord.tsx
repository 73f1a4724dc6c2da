import { Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { useTransom } from "../../state/store";
import classes from "./ConnectionWord.module.css";

/** The state of the line, in a word. */
export function ConnectionWord() {
  const { t } = useTranslation();
  const state = useTransom((s) => s.connection);
  return (
    <Tooltip label={t(`connection.${state}Hint`)} multiline maw={240}>
      <span className={classes.word} data-state={state} role="status">
        {t(`connection.${state}`)}
      </span>
    </Tooltip>
  );
}
