import { Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Mode } from "../app/ui";
import { Keys } from "../parts/Keys";
import classes from "./Composer.module.css";

const keys = { reply: "r", note: "n", private: "w" } as const;
const onMessages: readonly Mode[] = ["reply", "note"];
const onComments: readonly Mode[] = ["reply", "private", "note"];

/** Whom the words reach: the customer (on comments: everybody, or the author alone), or only colleagues. */
export function Modes({
  mode,
  comment,
  onMode,
}: {
  mode: Mode;
  comment: boolean;
  onMode: (mode: Mode) => void;
}) {
  const { t } = useTranslation();
  return (
    <div className={classes.modes} role="radiogroup" aria-label={t("composer.label")}>
      {(comment ? onComments : onMessages).map((each) => {
        const word =
          each === "private"
            ? "comment.private"
            : each === "reply" && comment
              ? "comment.public"
              : (`composer.${each as "reply" | "note"}` as const);
        return (
          <Tooltip key={each} label={<Keys of={keys[each]} before={t(word)} />}>
            <button
              type="button"
              role="radio"
              aria-checked={mode === each}
              className={classes.mode}
              onClick={() => onMode(each)}
            >
              {t(word)}
            </button>
          </Tooltip>
        );
      })}
    </div>
  );
}
