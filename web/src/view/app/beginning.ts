import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { takesTemplates } from "../../state/barrier";
import { useTransom } from "../../state/store";
import type { Command } from "./command";
import { useOpenId } from "./nav";
import { setUi, useUi } from "./ui";

/** Writing first: to somebody new, or, by a template, to whomever the screen or the keyboard is on. */
export function useBeginning(): Command[] {
  const { t } = useTranslation();
  const open = useOpenId();
  const cursor = useUi((ui) => ui.cursor);
  const id = open ?? cursor ?? "";
  const takes = useTransom((s) => takesTemplates(s, id));
  return useMemo(
    () => [
      { id: "begin", group: "go", label: t("keys.begin"), keys: "c", run: () => setUi({ begin: true }) },
      {
        id: "template",
        group: "conversation",
        label: t("keys.template"),
        keys: "shift+t",
        off: !takes,
        run: () => setUi({ template: id }),
      },
    ],
    [t, id, takes],
  );
}
