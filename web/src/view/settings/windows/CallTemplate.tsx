import { Select, TextInput } from "@mantine/core";

import { fieldNames } from "../../../state/fields";
import type { MessageTemplate, TemplateUse } from "../../../state/model";
import { useChannels } from "../../../state/resources";
import { holes, usable } from "../../../state/template";
import { usedAs, type Values } from "../../../state/templateFill";
import { idOf } from "../../../state/templatePick";
import { useTemplates } from "../../../state/templates";
import { TemplatePreview } from "../../templates/TemplatePreview";
import { useWords } from "../useWords";
import classes from "./Windows.module.css";

const files = new Set(["image", "video", "document", "location"]);

/** A template that a program can fill: approved, and without a file. */
const fills = (t: MessageTemplate): boolean => usable(t) && !holes(t).some((hole) => files.has(hole.kind));

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
  const channels = (useChannels().data ?? []).filter((channel) => channel.kind === "whatsapp");
  const templates = useTemplates(channels[0]?.id);
  const offered = (templates.data?.items ?? []).filter(fills);
  const chosen = use && offered.find((each) => idOf(each) === idOf(use));
  const values = chosen && use ? valuesOf(chosen, use) : {};
  const gone = templates.isSuccess && use !== undefined && !chosen;
  return (
    <>
      <Select
        label={t("wnTemplate")}
        description={t("wnTemplateHint")}
        searchable
        placeholder={t("wnChoose")}
        nothingFoundMessage={t("wnNoTemplate")}
        data={offered.map((each) => ({ value: idOf(each), label: `${each.name} · ${each.language}` }))}
        value={chosen ? idOf(chosen) : null}
        error={gone && t("wnTemplateGone", { name: use.name })}
        onChange={(value) => {
          const next = offered.find((each) => idOf(each) === value);
          if (next) onChange(usedAs(next, begin(next)));
        }}
      />
      {chosen &&
        holes(chosen).map((hole) => (
          <TextInput
            key={hole.place}
            label={t("wnPlace", { place: hole.name ?? chosen.name })}
            value={values[hole.place] ?? ""}
            maxLength={hole.limit || undefined}
            onChange={(e) => onChange(usedAs(chosen, { ...values, [hole.place]: e.currentTarget.value }))}
          />
        ))}
      {chosen && holes(chosen).length > 0 && (
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
