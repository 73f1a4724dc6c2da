import { Textarea, VisuallyHidden } from "@mantine/core";
import { lazy, Suspense, type ClipboardEvent, type KeyboardEvent, type RefObject } from "react";
import { useTranslation } from "react-i18next";

import { useClock } from "../../state/clock";
import { permitted } from "../../state/judge";
import type { Draft } from "../../state/kept";
import { sayTyping } from "../../state/live";
import type { Conversation } from "../../state/model";
import { attach, usePending } from "../../state/pending";
import { usePrefs } from "../../state/prefs";
import { useCapability } from "../../state/resources";
import { screen, setUi, uiNow } from "../app/ui";
import { useAnswering } from "./answering";
import { Field } from "../snippets/Field";
import { useHeld } from "../snippets/useHeld";
import { useSlash } from "../snippets/useSlash";
import { Answering } from "./Answering";
import classes from "./Composer.module.css";
import { Countdown } from "./Countdown";
import { Foot } from "./Foot";
import { Modes } from "./Modes";
import { sendsWith } from "./sends";
import { useSend } from "./useSend";
import { useTarget } from "./useTarget";

const Ruled = lazy(() => import("./Ruled").then((m) => ({ default: m.Ruled })));
const Tray = lazy(() => import("./Tray").then((m) => ({ default: m.Tray })));

interface Props {
  row: Conversation;
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  input: RefObject<HTMLTextAreaElement | null>;
  closed: boolean;
}

/** The place to write, and everything that goes along with the words. */
export function Editor({ row, draft, change, input, closed }: Props) {
  const { t } = useTranslation();
  const { enterSends } = usePrefs();
  const able = useCapability(row.channelId);
  const answering = useAnswering(row.id);
  const files = usePending(row.id);
  const { target, sent, barred } = useTarget(row, draft.mode, answering);
  const { mode } = draft;
  const slash = useSlash(input);
  const ready = useSend({
    row,
    draft,
    change,
    able,
    files,
    answering,
    target,
    barred: barred || (mode !== "note" && closed),
  });
  const sending = useHeld(row, mode, ready, input, change);
  const special = useClock((now) => permitted(row, now).permit !== "free") || row.freeUntil !== undefined;
  const { name } = row.contact;
  const carries = mode === "reply" && row.kind === "message" && able !== undefined;

  const press = (e: KeyboardEvent) => {
    if (e.nativeEvent.isComposing || slash.press(e)) return;
    if (uiNow().menu === "later") {
      e.preventDefault(); // it is about to take the keys: nothing goes out now
      if (e.key === "Escape") setUi({ menu: undefined });
      return;
    }
    if (e.key === "Escape") {
      e.preventDefault();
      input.current?.blur();
      screen.focusList();
    }
    if (e.key === "Enter" && e.shiftKey && (e.ctrlKey || e.metaKey)) {
      e.preventDefault();
      e.stopPropagation(); // a menu that is open before the key has passed takes it for one that closes it
      return screen.later();
    }
    const way = sendsWith(e, enterSends);
    if (!way) return;
    e.preventDefault();
    sending.send(way === "sendClose");
  };
  const paste = (e: ClipboardEvent) => {
    const pasted = e.clipboardData.files;
    if (!carries || pasted.length === 0) return;
    e.preventDefault();
    attach(row.id, able, pasted);
  };
  const type = (text: string) => {
    change({ [mode]: text });
    sayTyping(row.id, mode === "reply" && !closed && text.trim() !== "");
  };
  /** Puts a sign where the cursor is. */
  const insert = (sign: string) => {
    const at = input.current;
    const { text } = sending;
    const [from, to] = [at?.selectionStart ?? text.length, at?.selectionEnd ?? text.length];
    type(text.slice(0, from) + sign + text.slice(to));
    requestAnimationFrame(() => {
      at?.focus();
      at?.setSelectionRange(from + sign.length, from + sign.length);
    });
  };

  const label = row.kind === "comment" && mode === "reply" ? "comment.replyTo" : "composer.replyTo";
  const words = mode === "private" ? "comment.privatelyTo" : label;
  return (
    <section className={classes.composer} data-mode={mode} aria-label={t("composer.label")}>
      <div className={classes.top}>
        <Modes mode={mode} comment={row.kind === "comment"} onMode={(next) => screen.compose(next)} />
        {row.kind === "message" && <Countdown row={row} />}
      </div>
      <Suspense>{mode === "reply" && special && <Ruled row={row} />}</Suspense>
      {mode !== "note" && (
        <Answering row={row} mode={mode} target={target} sent={sent} platformId={answering} />
      )}
      <Suspense>{carries && files.length > 0 && <Tray conversationId={row.id} files={files} />}</Suspense>
      <Field
        row={row}
        mode={mode}
        slash={slash}
        held={sending}
        able={carries ? able : undefined}
        onText={type}
      >
        <Textarea
          ref={input}
          variant="unstyled"
          autosize
          minRows={mode === "note" ? 2 : 1}
          maxRows={10}
          classNames={{ input: classes.input }}
          aria-label={t(mode === "note" ? "composer.note" : words, { name })}
          placeholder={t(mode === "note" ? "composer.noteTo" : words, { name })}
          value={sending.text}
          onChange={(e) => type(e.currentTarget.value)}
          onKeyDown={press}
          onPaste={paste}
          onSelect={slash.look}
        />
      </Field>
      <VisuallyHidden aria-live="polite">
        {sending.over > 0 ? t("composer.tooLong", { count: sending.over }) : ""}
      </VisuallyHidden>
      <Foot
        row={row}
        mode={mode}
        able={able}
        carries={carries}
        sending={sending}
        answering={answering}
        onEmoji={insert}
        onSent={() => change({ reply: "" })}
      />
    </section>
  );
}
