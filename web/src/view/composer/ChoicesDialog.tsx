import { Button, Modal, SegmentedControl, Textarea, TextInput } from "@mantine/core";
import { Plus, X } from "lucide-react";
import { useState } from "react";

import type { ChoiceLimit } from "../../state/model";
import { write } from "../../state/outbox";
import { IconButton } from "../parts/IconButton";
import { useFocusBack } from "../parts/useFocusBack";
import { begin, contentOf, lacking, most, type Making } from "./choosing";
import { useLaterWords } from "../parts/useLaterWords";
import classes from "./ChoicesDialog.module.css";

interface Props {
  conversationId: string;
  limits: ChoiceLimit;
  /** What was written already: the question. */
  text: string;
  replyTo: string | undefined;
  onSent: () => void;
  onClose: () => void;
}

/** Makes a message with buttons or a list: the customer answers with a tap. */
export function ChoicesDialog({ conversationId, limits, text, replyTo, onSent, onClose }: Props) {
  const { k, t } = useLaterWords();
  useFocusBack();
  const [making, setMaking] = useState<Making>(() => begin(text));
  const change = (part: Partial<Making>) => setMaking({ ...making, ...part });
  const list = making.kind === "list";
  const lack = lacking(making, limits);
  const send = () => {
    write({ conversationId, kind: "reply", replyTo, ...contentOf(making) });
    onSent();
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("composer.choices")}
      size={480}
      closeButtonProps={{ "aria-label": t("keys.close") }}
    >
      <div className={classes.form}>
        {limits.rows > 0 && (
          <SegmentedControl
            value={making.kind}
            onChange={(kind) =>
              change({
                kind: kind === "list" ? "list" : "buttons",
                choices: making.choices.slice(0, limits.buttons),
              })
            }
            data={[
              { value: "buttons", label: k("choices.buttons") },
              { value: "list", label: k("choices.list") },
            ]}
          />
        )}
        <Textarea
          data-autofocus
          label={k("choices.question")}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={list ? limits.listBody : limits.body}
          value={making.body}
          onChange={(e) => change({ body: e.currentTarget.value })}
        />
        {list && (
          <TextInput
            label={k("choices.open")}
            description={k("choices.openHint")}
            maxLength={limits.open}
            value={making.open}
            onChange={(e) => change({ open: e.currentTarget.value })}
          />
        )}
        <Rows making={making} limits={limits} change={change} />
        {limits.footer > 0 && (
          <TextInput
            label={k("choices.footer")}
            maxLength={limits.footer}
            value={making.footer}
            onChange={(e) => change({ footer: e.currentTarget.value })}
          />
        )}
        <div className={classes.foot}>
          <span className={classes.lack}>
            {lack && k(lack === "open" ? "choices.openMissing" : `choices.${lack}`)}
          </span>
          <Button disabled={lack !== undefined} onClick={send}>
            {t("composer.send")}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

interface RowsProps {
  making: Making;
  limits: ChoiceLimit;
  change: (part: Partial<Making>) => void;
}

function Rows({ making, limits, change }: RowsProps) {
  const { k } = useLaterWords();
  const { choices } = making;
  const list = making.kind === "list";
  const set = (at: number, part: Partial<Making["choices"][number]>) =>
    change({ choices: choices.map((choice, i) => (i === at ? { ...choice, ...part } : choice)) });
  return (
    <fieldset className={classes.rows}>
      <legend>{k(list ? "choices.rows" : "choices.buttons")}</legend>
      {choices.map((choice, i) => (
        // A choice that is being written has no other name than its place.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={i} className={classes.row}>
          <TextInput
            aria-label={k("choices.titleOf", { n: i + 1 })}
            placeholder={k("choices.titleOf", { n: i + 1 })}
            maxLength={list ? limits.rowTitle : limits.buttonTitle}
            value={choice.title}
            onChange={(e) => set(i, { title: e.currentTarget.value })}
          />
          {list && (
            <TextInput
              aria-label={k("choices.aboutOf", { n: i + 1 })}
              placeholder={k("choices.about")}
              maxLength={limits.rowDescription}
              value={choice.description}
              onChange={(e) => set(i, { description: e.currentTarget.value })}
            />
          )}
          <IconButton
            icon={X}
            label={k("choices.remove", { n: i + 1 })}
            disabled={choices.length === 1}
            onClick={() => change({ choices: choices.filter((_, at) => at !== i) })}
          />
        </div>
      ))}
      {choices.length < most(making, limits) && (
        <Button
          variant="default"
          leftSection={<Plus size={14} aria-hidden />}
          onClick={() => change({ choices: [...choices, { title: "", description: "" }] })}
        >
          {k("choices.add")}
        </Button>
      )}
    </fieldset>
  );
}
