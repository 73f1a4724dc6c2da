import { Popover } from "@mantine/core";
import { ListPlus, Mic, Paperclip, Smile } from "lucide-react";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { accepts } from "../../state/carry";
import type { Draft } from "../../state/kept";
import type { Capability, Conversation } from "../../state/model";
import { attach } from "../../state/pending";
import { offer } from "../app/ui";
import { IconButton } from "../parts/IconButton";
import { SnippetButtons } from "../snippets/SnippetButtons";
import classes from "./Composer.module.css";

const EmojiPicker = lazy(() => import("../parts/EmojiPicker").then((m) => ({ default: m.EmojiPicker })));
const Recorder = lazy(() => import("./Recorder").then((m) => ({ default: m.Recorder })));
const ChoicesDialog = lazy(() => import("./ChoicesDialog").then((m) => ({ default: m.ChoicesDialog })));

interface Props {
  row: Conversation;
  mode: Draft["mode"];
  able: Capability | undefined;
  /** Files and the like may go along now. */
  carries: boolean;
  answering: string | undefined;
  sending: { text: string };
  onEmoji: (emoji: string) => void;
  /** What was written has gone another way. */
  onSent: () => void;
}

type Open = "emoji" | "record" | "choices";

/** What can go along with words, as far as the channel carries it. */
export function Toolbar({ row, able, carries, answering, sending, onEmoji, onSent }: Props) {
  const { t } = useTranslation();
  const chooser = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState<Open>();
  const shut = () => setOpen(undefined);
  const files = carries && able && Object.keys(able.files).length > 0;
  const sounds = carries && able?.files["audio"] && "MediaRecorder" in window;
  const choices = carries && able?.choices;

  useEffect(
    () =>
      offer({
        attach: () => files && chooser.current?.click(),
        emoji: () => setOpen("emoji"),
        record: () => sounds && setOpen("record"),
        choices: () => choices && setOpen("choices"),
      }),
    [files, sounds, choices],
  );

  return (
    <div className={classes.tools}>
      {files && (
        <>
          <IconButton
            icon={Paperclip}
            label={t("attach.files")}
            keys="p"
            onClick={() => chooser.current?.click()}
          />
          <input
            ref={chooser}
            type="file"
            multiple
            hidden
            aria-label={t("attach.files")}
            accept={accepts(able)}
            onChange={(e) => {
              attach(row.id, able, e.currentTarget.files ?? []);
              e.currentTarget.value = "";
            }}
          />
        </>
      )}
      <Popover opened={open === "emoji"} onDismiss={shut} position="top-start" trapFocus returnFocus>
        <Popover.Target>
          <IconButton
            icon={Smile}
            label={t("composer.emoji")}
            keys="mod+."
            onClick={() => setOpen(open === "emoji" ? undefined : "emoji")}
          />
        </Popover.Target>
        <Popover.Dropdown p={6} aria-label={t("composer.emoji")}>
          <Suspense fallback={<div className={classes.soon} />}>
            <EmojiPicker
              onPick={(emoji) => {
                shut();
                onEmoji(emoji);
              }}
            />
          </Suspense>
        </Popover.Dropdown>
      </Popover>
      {sounds && (
        <IconButton icon={Mic} label={t("composer.record")} keys="d" onClick={() => setOpen("record")} />
      )}
      {choices && (
        <IconButton
          icon={ListPlus}
          label={t("composer.choices")}
          keys="b"
          onClick={() => setOpen("choices")}
        />
      )}
      <SnippetButtons row={row} text={sending.text} onInsert={onEmoji} />
      <Suspense>
        {open === "record" && able && (
          <Recorder conversationId={row.id} able={able} replyTo={answering} onClose={shut} />
        )}
        {open === "choices" && able?.choices && (
          <ChoicesDialog
            conversationId={row.id}
            limits={able.choices}
            text={sending.text}
            replyTo={answering}
            onSent={onSent}
            onClose={shut}
          />
        )}
      </Suspense>
    </div>
  );
}
