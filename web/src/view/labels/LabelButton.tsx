import { Popover } from "@mantine/core";
import { Tag } from "lucide-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";

import type { Conversation } from "../../state/model";
import { setUi, useUi } from "../app/ui";
import { Chips } from "./Chips";
import classes from "./Labels.module.css";

const LabelMenu = lazy(() => import("./LabelMenu").then((m) => ({ default: m.LabelMenu })));

const shut = () => setUi({ menu: undefined });

/** The labels of the open conversation, and the way to change them. */
export function LabelButton({ row, most }: { row: Conversation; most: number }) {
  const { t } = useTranslation();
  const opened = useUi((ui) => ui.menu === "label");
  return (
    <Popover opened={opened} onDismiss={shut} position="bottom-start" width={260} returnFocus trapFocus>
      <Popover.Target>
        <button
          type="button"
          className={classes.button}
          aria-label={t("label.change", { labels: row.labels.join(", ") || t("label.none") })}
          title={t("keys.label")}
          onClick={() => setUi({ menu: opened ? undefined : "label" })}
        >
          <Chips labels={row.labels} most={most} />
          <Tag size={13} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown} aria-label={t("keys.label")}>
        <Suspense fallback={<div className={classes.soon} />}>
          <LabelMenu row={row} onDone={shut} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
