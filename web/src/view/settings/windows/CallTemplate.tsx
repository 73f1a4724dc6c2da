import { Select, TextInput } from "@mantine/core";

import { fieldNames } from "../../../state/fields";
import type { MessageTemplate, TemplateUse } from "../../../state/model";
import { asked, holes } from "../../../state/template";
import { usedAs, type Values } from "../../../state/templateFill";
import { idOf } from "../../../state/templatePick";
import { TemplatePreview } from "../../templates/TemplatePreview";
import { useHoleLabel } from "../../templates/useHoleLabel";
import { useWords } from "../useWords";
import { labelOf, useCallTemplates } from "./useCallTemplates";
import classes from "./Windows.module.css";

/** What stands in a template's places. */
function valuesOf(t: MessageTemplate, use: TemplateUse): Values {
  const of = { header: use.header ?? [], body: use.body ?? [] };
  const next = { header: 0, body: 0 };
  return Object.fromEntries(
    holes(t).map((hole) => {
      if (hole.part === "button") return [hole.place, use.buttons?.find((b) => b.index === hole.index)?.text];
      return [hole.place, of[hole.part][next[hole.part]++]?.text];
    }),
  );
}

/** Values to begin with: the customer's first name where a place is called so, or where there is only one. */
function begin(t: MessageTemplate): Values {
  const all = holes(t).filter((hole) => hole.part === "body");
  return Object.fromEntries(
    all.map(({ place, name }, i) => [
      place,
      name?.includes("name") || (!t.named && i === 0) ? "{{first_name|there}}" : "",
    ]),
  );
}

/** Which template goes out, and what stands in its places. */
export function CallTemplate({
  use,
  onChange,
}: {
  use: TemplateUse | undefined;
  onChange: (use: TemplateUse) => void;
}) {
  const { t } = useWords();
  const templates = useCallTemplates(use);
  const { accounts, account, offered, chosen, gone } = templates;
  const label = useHoleLabel(chosen);
  const values = chosen && use ? valuesOf(chosen, use) : {};
  const places = chosen ? asked(chosen) : [];
  return (
    <>
      {accounts.length > 1 && (
        <Select
          label={t("wnAccount")}
          description={t("wnAccountHint")}
          allowDeselect={false}
          data={accounts.map(({ id, name }) => ({ value: id, label: name }))}
          value={account?.id ?? null}
          onChange={(id) => id && templates.choose(id)}
        />
      )}
      <Select
        label={t("wnTemplate")}
        description={t("wnTemplateHint")}
        searchable
        placeholder={t("wnChoose")}
        nothingFoundMessage={t("wnNoTemplate")}
        data={offered.map((each) => ({ value: idOf(each), label: labelOf(each) }))}
        filter={({ options }) => options}
        value={chosen ? idOf(chosen) : null}
        error={gone && t("wnTemplateGone", { name: use?.name })}
        onSearchChange={templates.search}
        scrollAreaProps={{ onBottomReached: templates.next }}
        onChange={(value) => {
          const next = offered.find((each) => idOf(each) === value);
          if (next) onChange(usedAs(next, begin(next)));
        }}
      />
      {chosen &&
        places.map((hole) => (
          <TextInput
            key={hole.place}
            label={label(hole)}
            required
            value={values[hole.place] ?? ""}
            maxLength={hole.limit || undefined}
            onChange={(e) => onChange(usedAs(chosen, { ...values, [hole.place]: e.currentTarget.value }))}
          />
        ))}
      {places.length > 0 && (
        <p className={classes.hint}>
          {t("wnFields", {
            fields: fieldNames.map((f) => `{{${f}}}`).join(" "),
            open: "{{",
            shut: "}}",
          })}
        </p>
      )}
      {chosen && <TemplatePreview template={chosen} values={values} />}
    </>
  );
}
