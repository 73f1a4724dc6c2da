import { useEffect } from "react";
import { useTranslation } from "react-i18next";

import { useTransom } from "../../state/store";

/** The browser tab says how many conversations nobody has. */
export function useTitle(): void {
  const { t } = useTranslation();
  const unassigned = useTransom((s) => s.counters?.unassigned ?? 0);
  const workspace = useTransom((s) => s.me?.workspace.name);
  useEffect(() => {
    const name = workspace ? `${t("rail.inbox")} · ${t("app.name")}` : t("app.name");
    document.title = unassigned > 0 ? `(${unassigned}) ${name}` : name;
    return () => {
      document.title = t("app.name");
    };
  }, [t, unassigned, workspace]);
}
