import { CircleCheck, CircleDashed, CirclePause, CircleX } from "lucide-react";

import type { MessageTemplate } from "../../../state/model";
import classes from "../Settings.module.css";
import { useWords } from "../useWords";

const icons = {
  approved: CircleCheck,
  pending: CircleDashed,
  paused: CirclePause,
  rejected: CircleX,
  disabled: CircleX,
  deleted: CircleX,
} as const;

type Known = keyof typeof icons;

/** Where the platform's review of a template has come to, with its word for why. */
export function TemplateState({ template }: { template: MessageTemplate }) {
  const { t } = useWords();
  const known = Object.keys(icons).find((each): each is Known => each === template.status);
  const Icon = known ? icons[known] : CircleDashed;
  return (
    <span className={classes.review} data-state={template.status}>
      <Icon size={14} aria-hidden />
      {known ? t(`tpState_${known}`) : template.status}
      {template.rejected && <span className={classes.soft}>· {template.rejected}</span>}
      {(template.quality === "red" || template.quality === "yellow") && (
        <span className={classes.soft}>· {t(`tpQuality_${template.quality}`)}</span>
      )}
    </span>
  );
}
