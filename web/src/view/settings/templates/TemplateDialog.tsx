import { useState } from "react";

import type { Channel, MessageTemplate } from "../../../state/model";
import { useSaveTemplate } from "../../../state/templateSettings";
import { blankTemplate, formOf, isNamed, type TemplateForm } from "../../../state/templateForm";
import { problemsOf } from "../../../state/templateProblems";
import { TemplatePreview } from "../../templates/TemplatePreview";
import { ChannelForm } from "../ChannelForm";
import classes from "../Settings.module.css";
import { useWords } from "../useWords";
import { draftOf } from "./draftOf";
import { TemplateFields } from "./TemplateFields";

interface Props {
  channel: Channel;
  /** The one that is changed; none makes a new one. */
  template?: MessageTemplate;
  onDone: () => void;
}

/** Writes a template, with what the customer will read beside it. The platform reviews it afterwards. */
export function TemplateDialog({ channel, template, onDone }: Props) {
  const { t } = useWords();
  const [form, setForm] = useState<TemplateForm>(() => (template ? formOf(template) : blankTemplate));
  const [file, setFile] = useState<File>();
  const [tried, setTried] = useState(false);
  const save = useSaveTemplate(channel.id, template);
  const wrong = problemsOf(form, template ? template.named || isNamed(form) : undefined);
  const media = form.header !== "none" && form.header !== "text";
  if (media && !file) wrong["file"] = "required";
  const submit = () => {
    setTried(true);
    if (Object.keys(wrong).length === 0)
      save.mutate({ form, file: media ? file : undefined }, { onSuccess: onDone });
  };
  return (
    <ChannelForm
      title={template ? t("edit", { name: template.name }) : t("tpNew")}
      go={t("tpSubmit")}
      size="xl"
      busy={save.isPending}
      error={save.error}
      onSubmit={submit}
      onDone={onDone}
    >
      <div className={classes.beside}>
        <div className={classes.form}>
          <TemplateFields
            form={form}
            set={(part) => setForm({ ...form, ...part })}
            wrong={tried ? wrong : {}}
            fresh={!template}
            file={file}
            onFile={setFile}
          />
        </div>
        <aside className={classes.preview} aria-label={t("tpPreview")}>
          {(form.body.trim() || form.header !== "none") && (
            <TemplatePreview template={draftOf(form)} file={file} />
          )}
          <p className={classes.fieldHint}>{t(template ? "tpEditHint" : "tpReviewHint")}</p>
        </aside>
      </div>
    </ChannelForm>
  );
}
