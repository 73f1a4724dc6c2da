import { TextInput } from "@mantine/core";

import { exampled } from "../../../state/templateForm";
import classes from "../Settings.module.css";
import { useWords } from "../useWords";
import type { FormProps } from "./TemplateFields";

/** What stands in each place while the platform's reviewers look at it. */
export function Examples({ form, set, wrong }: FormProps) {
  const { t } = useWords();
  const all = exampled(form);
  if (all.length === 0) return null;
  return (
    <fieldset className={classes.group}>
      <legend className={classes.fieldLabel}>{t("tpExamples")}</legend>
      <p className={classes.fieldHint}>{t("tpExamplesHint")}</p>
      {all.map(({ key, place }) => (
        <TextInput
          key={key}
          label={t(key.startsWith("header") ? "tpExampleHeader" : "tpExampleBody", { place: `{{${place}}}` })}
          value={form.examples[key] ?? ""}
          onChange={(e) => set({ examples: { ...form.examples, [key]: e.currentTarget.value } })}
          error={wrong[`example.${key}`] && t("tp_example")}
        />
      ))}
    </fieldset>
  );
}
