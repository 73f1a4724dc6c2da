import { Pencil, Trash2 } from "lucide-react";
import { useState } from "react";

import type { Channel, MessageTemplate } from "../../../state/model";
import { idOf } from "../../../state/templatePick";
import { useDeleteTemplate } from "../../../state/templateSettings";
import { IconButton } from "../../parts/IconButton";
import { Confirm } from "../Confirm";
import { LongList } from "../LongList";
import classes from "../Settings.module.css";
import { useWords } from "../useWords";
import { TemplateState } from "./TemplateState";

interface Props {
  channel: Channel;
  items: readonly MessageTemplate[];
  /** Whether these are not all; the rest is asked for when the end comes near. */
  more: boolean;
  onEnd: () => void;
  onEdit: ((template: MessageTemplate) => void) | undefined;
}

/** The states in which the platform takes changes. */
const changeable = new Set(["approved", "rejected", "paused"]);

/** Every template a row: what it says, where its review has come to, and what can be done. */
export function TemplateTable({ channel, items, more, onEnd, onEdit }: Props) {
  const { t } = useWords();
  const [leaving, leave] = useState<MessageTemplate>();
  return (
    <>
      <LongList items={items} keyOf={idOf} more={more} onEnd={onEnd}>
        {(template) => (
          <>
            <div className={classes.about}>
              <div className={classes.name}>
                {template.name} <span className={classes.soft}>{template.language}</span>
              </div>
              <p className={classes.excerpt} dir="auto">
                {template.parts.find((part) => part.type === "body")?.text}
              </p>
              <div className={classes.facts}>
                <TemplateState template={template} />
                <span>{category(template.category, t)}</span>
              </div>
            </div>
            {onEdit && changeable.has(template.status) && (
              <IconButton
                icon={Pencil}
                label={t("edit", { name: template.name })}
                onClick={() => onEdit(template)}
              />
            )}
            {onEdit && template.status !== "deleted" && (
              <IconButton
                icon={Trash2}
                label={t("tpDelete", { name: template.name })}
                onClick={() => leave(template)}
              />
            )}
          </>
        )}
      </LongList>
      {leaving && <Delete channel={channel} template={leaving} onDone={() => leave(undefined)} />}
    </>
  );
}

function category(word: string, t: ReturnType<typeof useWords>["t"]): string {
  return word === "utility" || word === "marketing" || word === "authentication"
    ? t(`tpCategory_${word}`)
    : word;
}

function Delete({
  channel,
  template,
  onDone,
}: {
  channel: Channel;
  template: MessageTemplate;
  onDone: () => void;
}) {
  const { t } = useWords();
  const remove = useDeleteTemplate(channel.id);
  return (
    <Confirm
      title={t("tpDelete", { name: template.name })}
      go={t("tpDeleteGo")}
      busy={remove.isPending}
      error={remove.error}
      onGo={() => remove.mutate(template.id, { onSuccess: onDone })}
      onDone={onDone}
    >
      {t("tpDeleteLead", { language: template.language })}
    </Confirm>
  );
}
