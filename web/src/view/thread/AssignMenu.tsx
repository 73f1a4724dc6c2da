import { Popover } from "@mantine/core";
import { ChevronDown, UserPlus } from "lucide-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";

import type { Conversation } from "../../state/model";
import { setUi, useUi } from "../app/ui";
import { Face } from "../parts/Face";
import { useNames } from "../parts/names";
import classes from "./AssignMenu.module.css";

const People = lazy(() => import("./People").then((m) => ({ default: m.People })));

const shut = () => setUi({ menu: undefined });

/** Who has the conversation, and the way to give it to somebody else. */
export function AssignMenu({ row, compact }: { row: Conversation; compact: boolean }) {
  const { t } = useTranslation();
  const names = useNames();
  const opened = useUi((ui) => ui.menu === "assign");
  const owner = names.assignee(row.assignee);
  const label = row.assignee ? t("act.assignedTo", { name: owner }) : t("act.assign");
  return (
    <Popover opened={opened} onDismiss={shut} position="bottom-end" width={270} returnFocus trapFocus>
      <Popover.Target>
        <button
          type="button"
          className={classes.button}
          aria-label={label}
          title={label}
          onClick={() => setUi({ menu: opened ? undefined : "assign" })}
        >
          {row.assignee ? <Face name={owner} size={20} square /> : <UserPlus size={17} aria-hidden />}
          {!compact && <span className={classes.label}>{row.assignee ? owner : t("act.assign")}</span>}
          {!compact && <ChevronDown size={14} aria-hidden />}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown} aria-label={t("act.assignTo")}>
        <Suspense fallback={<div className={classes.soon} />}>
          <People row={row} onDone={shut} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
