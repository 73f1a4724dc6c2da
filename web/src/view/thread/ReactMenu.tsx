import { Popover } from "@mantine/core";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Message } from "../../state/model";
import { write } from "../../state/outbox";
import { EmojiPicker } from "../parts/EmojiPicker";
import classes from "./ReactMenu.module.css";

/** What most people mean, in their order. */
const usual = ["👍", "❤️", "😂", "😮", "😢", "🙏"] as const;

/** A small set of reactions, and the way to all the others. Choosing one's own again takes it back. */
export function ReactMenu({ message, onClose }: { message: Message; onClose: () => void }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const mine = message.reactions?.find((r) => r.by === "us")?.emoji;
  const react = (emoji: string) => {
    const taken = emoji === mine ? "" : emoji;
    write({
      conversationId: message.conversationId,
      kind: "reply",
      type: "reaction",
      text: "",
      emoji: taken,
      replyTo: message.platformId,
    });
    onClose();
  };
  return (
    <Popover opened onDismiss={onClose} position="top-start" trapFocus returnFocus withinPortal>
      <Popover.Target>
        <span className={classes.anchor} />
      </Popover.Target>
      <Popover.Dropdown className={classes.menu} aria-label={t("thread.react")}>
        {all ? (
          <EmojiPicker onPick={react} />
        ) : (
          <div className={classes.row}>
            {usual.map((emoji, i) => (
              <button
                key={emoji}
                type="button"
                className={classes.emoji}
                aria-label={t("thread.reactWith", { emoji })}
                aria-pressed={emoji === mine}
                data-autofocus={i === 0 || undefined}
                onClick={() => react(emoji)}
              >
                {emoji}
              </button>
            ))}
            {mine && !usual.some((emoji) => emoji === mine) && (
              <button type="button" className={classes.emoji} aria-pressed onClick={() => react(mine)}>
                {mine}
              </button>
            )}
            <button
              type="button"
              className={classes.emoji}
              aria-label={t("thread.reactMore")}
              title={t("thread.reactMore")}
              onClick={() => setAll(true)}
            >
              <Plus size={17} aria-hidden />
            </button>
          </div>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
