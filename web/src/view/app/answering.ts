import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { rowOf } from "../../state/rows";
import { useCapability } from "../../state/resources";
import { useTransom } from "../../state/store";
import { aimedAt, answerOlder, answerTo, step, toggleHidden } from "../thread/acts";
import type { Command } from "./command";
import { useOpenId } from "./nav";
import { screen, setUi } from "./ui";

/** What can be done with one message, and what can go along with words. */
export function useAnswers(): Command[] {
  const { t } = useTranslation();
  const id = useOpenId() ?? "";
  const kind = useTransom((s) => rowOf(s, id)?.kind);
  const able = useCapability(useTransom((s) => rowOf(s, id)?.channelId));
  return useMemo(() => {
    const on = (name: string, label: string, keys: string, off: boolean, run: () => void): Command => ({
      id: name,
      group: "conversation",
      label,
      keys,
      off,
      run,
    });
    const messages = kind === "message";
    const comments = kind === "comment";
    const aimed = (run: (message: NonNullable<ReturnType<typeof aimedAt>>) => void) => () => {
      const message = aimedAt(id);
      if (message?.platformId) run(message);
    };
    return [
      on("answer", t("keys.answer"), "q", !kind, () => answerOlder(id)),
      on(
        "react",
        t("keys.react"),
        "y",
        !messages || !able?.reactions,
        aimed((message) => setUi({ reacting: message.id })),
      ),
      on("nextMessage", t("keys.nextMessage"), "shift+j", !kind, () => step(1)),
      on("previousMessage", t("keys.previousMessage"), "shift+k", !kind, () => step(-1)),
      on("attach", t("keys.attach"), "p", !messages, () => withReply(screen.attach)),
      on("record", t("keys.record"), "d", !messages || !able?.files["audio"], () => withReply(screen.record)),
      on("choices", t("keys.choices"), "b", !messages || !able?.choices, () => withReply(screen.choices)),
      on("snippets", t("keys.snippets"), "", !kind, screen.snippets),
      on("saveSnippet", t("keys.saveSnippet"), "", !kind, screen.saveSnippet),
      on("later", t("keys.later"), "", !messages, screen.later),
      on("emoji", t("keys.emoji"), "mod+.", !kind, screen.emoji),
      on(
        "private",
        t("keys.private"),
        "w",
        !comments,
        aimed((message) => answerTo(message, "private")),
      ),
      on("hide", t("keys.hide"), "h", !comments, aimed(toggleHidden)),
    ];
  }, [id, kind, able, t]);
}

/** What goes along with a reply needs the reply's place. */
function withReply(then: () => void): void {
  screen.compose("reply");
  then();
}
