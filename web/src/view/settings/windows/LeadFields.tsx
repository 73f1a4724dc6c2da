import { NumberInput, Select } from "@mantine/core";

import { useWords } from "../useWords";
import type { Lead } from "./form";
import classes from "./Windows.module.css";

interface Props {
  lead: Lead;
  /** What it is the time of. */
  label: string;
  wrong: boolean;
  onChange: (lead: Lead) => void;
}

/** So long before the window closes. */
export function LeadFields({ lead, label, wrong, onChange }: Props) {
  const { t } = useWords();
  return (
    <span className={classes.lead}>
      <NumberInput
        aria-label={label}
        className={classes.amount}
        min={1}
        max={lead.unit === "hours" ? 12 : 720}
        clampBehavior="none"
        allowDecimal={false}
        allowNegative={false}
        value={lead.amount}
        error={wrong}
        onChange={(value) => onChange({ ...lead, amount: value === "" ? "" : Number(value) })}
      />
      <Select
        aria-label={t("wnUnit", { label })}
        className={classes.unit}
        allowDeselect={false}
        data={[
          { value: "minutes", label: t("wnMinutes", { count: Number(lead.amount) }) },
          { value: "hours", label: t("wnHours", { count: Number(lead.amount) }) },
        ]}
        value={lead.unit}
        onChange={(value) => onChange({ ...lead, unit: value === "hours" ? "hours" : "minutes" })}
      />
    </span>
  );
}
