import { Select, TextInput } from "@mantine/core";

import { useSnippets } from "../../../state/snippets";
import { useWords } from "../useWords";
import type { CallForm, Wrong } from "./form";
import { CallTemplate } from "./CallTemplate";
import { LeadFields } from "./LeadFields";
import classes from "./Windows.module.css";

const calls = ["none", "template", "snippet", "label"] as const;

interface Props {
  call: CallForm;
  wrong: Readonly<Record<string, Wrong>>;
  onChange: (call: CallForm) => void;
}

/** What is done once, so long before everybody's window closes. */
export function CallFields({ call, wrong, onChange }: Props) {
  const { t } = useWords();
  const set = (part: Partial<CallForm>) => onChange({ ...call, ...part });
  const said = wrong["call"] ?? wrong["lead"];
  return (
    <div className={classes.call}>
      <Select
        label={t("wnCallDo")}
        allowDeselect={false}
        data={calls.map((value) => ({ value, label: t(`wnCall_${value}`) }))}
        value={call.do}
        onChange={(value) => set({ do: calls.find((each) => each === value) ?? "none" })}
      />
      {call.do !== "none" && (
        <div className={classes.fields}>
          <LeadFields
            lead={call}
            label={t("wnCallBefore")}
            wrong={wrong["lead"] !== undefined}
            onChange={(lead) => set(lead)}
          />
          <span className={classes.word}>{t("wnCallBeforeWord")}</span>
        </div>
      )}
      {call.do === "template" && (
        <CallTemplate use={call.template} onChange={(template) => set({ template })} />
      )}
      {call.do === "snippet" && (
        <CallSnippet id={call.snippetId} onChange={(snippetId) => set({ snippetId })} />
      )}
      {call.do === "label" && (
        <TextInput
          label={t("wnLabel")}
          maxLength={30}
          autoComplete="off"
          value={call.label}
          onChange={(e) => set({ label: e.currentTarget.value })}
        />
      )}
      {said && (
        <p className={classes.wrong} role="alert">
          {t(`wnWrong_${said}`)}
        </p>
      )}
    </div>
  );
}

function CallSnippet({ id, onChange }: { id: string | undefined; onChange: (id: string) => void }) {
  const { t } = useWords();
  const snippets = useSnippets();
  const data = (snippets.data ?? []).map((s) => ({ value: s.id, label: s.title }));
  const gone = snippets.isSuccess && id !== undefined && !data.some(({ value }) => value === id);
  return (
    <Select
      label={t("snippet_")}
      description={t("wnSnippetHint")}
      searchable
      placeholder={t("wnChoose")}
      nothingFoundMessage={t("snNone")}
      data={data}
      value={gone ? null : (id ?? null)}
      error={gone && t("wnSnippetGone")}
      onChange={(value) => value && onChange(value)}
    />
  );
}
