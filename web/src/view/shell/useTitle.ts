import { useEffect } from "react";
import { useTranslation } from "react-i18next";

import { useTransom } from "../../state/store";
import { standing } from "../../state/warn";

/** The browser tab says how many windows close soon, and how many conversations nobody has. */
export function useTitle(): void {
  const { t } = useTranslation();
  const unassigned = useTransom((s) => s.counters?.unassigned ?? 0);
  const warned = useTransom((s) => standing(s).length);
  const workspace = useTransom((s) => s.me?.workspace.name);
  useEffect(() => {
    const name = workspace ? `${t("rail.inbox")} · ${t("app.name")}` : t("app.name");
    const count = unassigned > 0 ? `(${unassigned}) ${name}` : name;
    document.title = warned > 0 ? `⏳ ${warned} · ${count}` : count;
    return () => {
      document.title = t("app.name");
    };
  }, [t, unassigned, warned, workspace]);
}
