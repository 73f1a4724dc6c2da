import { Checkbox, Select } from "@mantine/core";
import { Trash2 } from "lucide-react";

import { IconButton } from "../../parts/IconButton";
import { useWords } from "../useWords";
import { audiences, type WarningForm, type Wrong } from "./form";
import { LeadFields } from "./LeadFields";
import classes from "./Windows.module.css";

interface Props {
  warning: WarningForm;
  /** Its place among the others, from 1. */
  n: number;
  /** The deployment can send e-mail. */
  mails: boolean;
  wrong: Wrong | undefined;
  onChange: (warning: WarningForm) => void;
  onRemove: () => void;
}

/** One warning: how long before, to whom, by e-mail too. */
export function WarningRow({ warning, n, mails, wrong, onChange, onRemove }: Props) {
  const { t } = useWords();
  return (
    <div className={classes.row} role="group" aria-label={t("wnWarning", { n })}>
      <div className={classes.fields}>
        <LeadFields
          lead={warning}
          label={t("wnBefore")}
          wrong={wrong === "lead"}
          onChange={(lead) => onChange({ ...warning, ...lead })}
        />
        <span className={classes.word}>{t("wnBeforeTo")}</span>
        <Select
          aria-label={t("wnTo")}
          className={classes.to}
          allowDeselect={false}
          data={audiences.map((value) => ({ value, label: t(`wnTo_${value}`) }))}
          value={warning.to}
          onChange={(value) =>
            onChange({ ...warning, to: audiences.find((to) => to === value) ?? "assignee" })
          }
        />
        <Checkbox
          label={t("wnMail")}
          checked={warning.mail && mails}
          disabled={!mails}
          onChange={(e) => onChange({ ...warning, mail: e.currentTarget.checked })}
        />
        <IconButton
          icon={Trash2}
          label={t("wnRemove", { n })}
          onClick={onRemove}
          className={classes.remove}
        />
      </div>
      {wrong && (
        <p className={classes.wrong} role="alert">
          {t(`wnWrong_${wrong}`)}
        </p>
      )}
    </div>
  );
}
