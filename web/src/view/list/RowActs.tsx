import { LayoutTemplate } from "lucide-react";
import { useTranslation } from "react-i18next";

import { takesTemplates } from "../../state/barrier";
import { useTransom } from "../../state/store";
import { setUi } from "../app/ui";
import { IconButton } from "../parts/IconButton";
import classes from "./Row.module.css";

/** What can be done about a row without opening it; it comes with the pointer or the focus. */
export function RowActs({ id, entry }: { id: string; entry: boolean }) {
  const { t } = useTranslation();
  const takes = useTransom((s) => takesTemplates(s, id));
  if (!takes) return null;
  return (
    <span className={classes.acts}>
      <IconButton
        icon={LayoutTemplate}
        label={t("keys.template")}
        keys="shift+t"
        tabIndex={entry ? 0 : -1}
        onClick={() => setUi({ template: id })}
      />
    </span>
  );
}
