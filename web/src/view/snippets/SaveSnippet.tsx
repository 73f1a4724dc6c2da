import { Button, Checkbox, Modal, Textarea, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";

import type { Conversation } from "../../state/model";
import { Fault } from "../../state/resources";
import { useSaveSnippet, useSnippets } from "../../state/snippets";
import { faultText } from "../parts/fault";
import { useDeskWords } from "../parts/useDeskWords";
import { useFocusBack } from "../parts/useFocusBack";
import { named, shortcutFor, SHORTCUT, titleFor } from "./saving";
import classes from "./Snippets.module.css";
import { useFields } from "./useHeld";

interface Props {
  row: Conversation;
  text: string;
  onDone: (saved: boolean) => void;
}

/** Keeps what was written as a snippet, with a title and a shortcut that can be taken as they are. */
export function SaveSnippet({ row, text, onDone }: Props) {
  const { w, t } = useDeskWords();
  useFocusBack();
  const save = useSaveSnippet();
  const first = useFields(row)["first_name"] ?? "";
  const holds = named(text, first) !== text;
  const [usesName, useName] = useState(true);
  const [title, setTitle] = useState(() => titleFor(text));
  const [typed, setShortcut] = useState<string>();
  const taken = new Set((useSnippets().data ?? []).map((s) => s.shortcut ?? ""));
  const shortcut = typed ?? shortcutFor(title, taken);
  const [body, setBody] = useState<string>();
  const said = body ?? (holds && usesName ? named(text, first) : text);
  const wrong = shortcut !== "" && !SHORTCUT.test(shortcut);

  const submit = (e: FormEvent) => {
    e.preventDefault();
    if (!title.trim() || wrong || !said.trim()) return;
    const written = { title: title.trim(), body: said, shortcut: shortcut || undefined };
    save.mutate(written, { onSuccess: () => onDone(true) });
  };
  return (
    <Modal
      opened
      onClose={() => onDone(false)}
      title={w("snippet.save")}
      size={460}
      closeButtonProps={{ "aria-label": t("keys.close") }}
    >
      <form className={classes.form} onSubmit={submit} noValidate>
        {save.error && (
          <p className={classes.wrong} role="alert">
            {faultText(t, save.error instanceof Fault ? save.error : new Fault("", 0, ""))}
          </p>
        )}
        <TextInput
          label={w("snippet.title")}
          data-autofocus
          maxLength={80}
          autoComplete="off"
          value={title}
          onChange={(e) => setTitle(e.currentTarget.value)}
          error={!title.trim() && w("snippet.titleMissing")}
        />
        <TextInput
          label={w("snippet.shortcut")}
          description={w("snippet.shortcutHint")}
          leftSection="/"
          maxLength={30}
          autoComplete="off"
          value={shortcut}
          onChange={(e) => setShortcut(e.currentTarget.value.toLowerCase().trim())}
          error={wrong && w("snippet.shortcutBad")}
        />
        <Textarea
          label={w("snippet.body")}
          autosize
          minRows={3}
          maxRows={8}
          maxLength={4096}
          value={said}
          onChange={(e) => setBody(e.currentTarget.value)}
        />
        {holds && body === undefined && (
          <Checkbox
            label={w("snippet.useName", { name: first })}
            checked={usesName}
            onChange={(e) => useName(e.currentTarget.checked)}
          />
        )}
        <div className={classes.buttons}>
          <Button variant="default" onClick={() => onDone(false)}>
            {w("snippet.cancel")}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {w("snippet.go")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
