import { Select, Textarea, TextInput } from "@mantine/core";

import { headers, limits, nameOf, placesOf, type TemplateForm } from "../../../state/templateForm";
import type { Problem } from "../../../state/templateProblems";
import { useWords } from "../useWords";
import { ButtonFields } from "./ButtonFields";
import { Examples } from "./Examples";
import { HeaderFile } from "./HeaderFile";
import { languages } from "./languages";

export interface FormProps {
  form: TemplateForm;
  set: (part: Partial<TemplateForm>) => void;
  /** What is wrong, by field; nothing until somebody tried to go on. */
  wrong: Readonly<Record<string, Problem>>;
}

interface Props extends FormProps {
  /** The name and the language stay what they were when the template was made. */
  fresh: boolean;
  file: File | undefined;
  onFile: (file: File | undefined) => void;
}

const categories = ["utility", "marketing"] as const;

/** Everything that a template is made of. */
export function TemplateFields({ form, set, wrong, fresh, file, onFile }: Props) {
  const { t } = useWords();
  const said = (field: string) => (wrong[field] ? t(`tp_${wrong[field]}`) : undefined);
  const media = form.header !== "none" && form.header !== "text";
  const next = placesOf(form.body).length + 1;
  return (
    <>
      <TextInput
        label={t("tpName")}
        description={t("tpNameHint")}
        data-autofocus={fresh || undefined}
        autoComplete="off"
        disabled={!fresh}
        value={form.name}
        onChange={(e) => set({ name: nameOf(e.currentTarget.value) })}
        error={said("name")}
      />
      <Select
        label={t("tpLanguage")}
        searchable
        allowDeselect={false}
        disabled={!fresh}
        data={languages(form.language)}
        value={form.language}
        onChange={(language) => language && set({ language })}
      />
      <Select
        label={t("tpCategory")}
        description={t("tpCategoryHint")}
        allowDeselect={false}
        data={categories.map((value) => ({ value, label: t(`tpCategory_${value}`) }))}
        value={form.category}
        onChange={(category) => category && set({ category })}
      />
      <Select
        label={t("tpHeader")}
        allowDeselect={false}
        data={headers.map((value) => ({ value, label: t(`tpHeader_${value}`) }))}
        value={form.header}
        onChange={(value) => set({ header: headers.find((each) => each === value) ?? "none" })}
      />
      {form.header === "text" && (
        <TextInput
          label={t("tpHeaderText")}
          maxLength={limits.header * 2}
          value={form.headerText}
          onChange={(e) => set({ headerText: e.currentTarget.value })}
          error={said("header")}
        />
      )}
      {media && <HeaderFile header={form.header} file={file} onFile={onFile} wrong={said("file")} />}
      <Textarea
        label={t("tpBody")}
        description={t("tpBodyHint", { place: `{{${next}}}` })}
        autosize
        minRows={4}
        maxRows={12}
        data-autofocus={!fresh || undefined}
        value={form.body}
        onChange={(e) => set({ body: e.currentTarget.value })}
        error={said("body")}
      />
      <TextInput
        label={t("tpFooter")}
        value={form.footer}
        onChange={(e) => set({ footer: e.currentTarget.value })}
        error={said("footer")}
      />
      <ButtonFields form={form} set={set} wrong={wrong} />
      <Examples form={form} set={set} wrong={wrong} />
    </>
  );
}
