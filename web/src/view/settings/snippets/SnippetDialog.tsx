import { FileInput, Textarea, TextInput } from "@mantine/core";
import { Paperclip } from "lucide-react";
import { useState } from "react";

import { fieldNames } from "../../../state/fields";
import type { Snippet } from "../../../state/model";
import { useSaveSnippet } from "../../../state/snippets";
import { ChannelForm } from "../ChannelForm";
import classes from "../Settings.module.css";
import { useWords } from "../useWords";

const SHORTCUT = /^[\p{L}\p{N}._-]{1,30}$/u;

/** Writes a snippet: what it is called, what is typed to find it, what it says, and a file that goes along. */
export function SnippetDialog({ snippet, onDone }: { snippet?: Snippet; onDone: () => void }) {
  const { t } = useWords();
  const [title, setTitle] = useState(snippet?.title ?? "");
  const [shortcut, setShortcut] = useState(snippet?.shortcut ?? "");
  const [body, setBody] = useState(snippet?.body ?? "");
  const [file, setFile] = useState<File | null>();
  const [tried, setTried] = useState(false);
  const save = useSaveSnippet(snippet?.id);
  const keeps = file === undefined ? snippet?.media?.name : undefined;
  const badShortcut = shortcut !== "" && !SHORTCUT.test(shortcut);
  const empty = !body.trim() && !file && !keeps;
  const submit = () => {
    setTried(true);
    if (!title.trim() || badShortcut || empty) return;
    save.mutate({ title: title.trim(), shortcut, body, file }, { onSuccess: onDone });
  };
  return (
    <ChannelForm
      title={snippet ? t("edit", { name: snippet.title }) : t("snNew")}
      go={t("save")}
      busy={save.isPending}
      error={save.error}
      onSubmit={submit}
      onDone={onDone}
    >
      <TextInput
        label={t("snTitle")}
        data-autofocus
        autoComplete="off"
        maxLength={80}
        value={title}
        onChange={(e) => setTitle(e.currentTarget.value)}
        error={tried && !title.trim() && t("required")}
      />
      <TextInput
        label={t("snShortcut")}
        description={t("snShortcutHint")}
        leftSection="/"
        autoComplete="off"
        value={shortcut}
        onChange={(e) => setShortcut(e.currentTarget.value.toLowerCase().trim())}
        error={badShortcut && t("snShortcutBad")}
      />
      <Textarea
        label={t("snBody")}
        description={t("snBodyHint", { fields: fieldNames.map((name) => `{{${name}}}`).join(" ") })}
        autosize
        minRows={4}
        maxRows={12}
        maxLength={4096}
        value={body}
        onChange={(e) => setBody(e.currentTarget.value)}
        error={tried && empty && t("required")}
      />
      <FileInput
        label={t("snFile")}
        leftSection={<Paperclip size={15} aria-hidden />}
        clearable
        placeholder={keeps}
        value={file ?? null}
        onChange={setFile}
      />
      {keeps && (
        <button type="button" className={classes.plain} onClick={() => setFile(null)}>
          {t("snFileRemove", { name: keeps })}
        </button>
      )}
    </ChannelForm>
  );
}
