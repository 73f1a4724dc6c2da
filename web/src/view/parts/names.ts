import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import type { Assignee } from "../../state/model";
import { useMembers } from "../../state/resources";
import { useTransom } from "../../state/store";

/** Names of colleagues and assignees, in the person's own words ("You"). */
export function useNames() {
  const { t } = useTranslation();
  const members = useMembers();
  const me = useTransom((s) => s.me?.member);
  return useMemo(() => {
    const byId = new Map(members.map((m) => [m.id, m.name || m.email]));
    const name = (id: string | undefined): string =>
      (id && (byId.get(id) ?? (id === me?.id ? me.name : undefined))) || t("thread.colleague");
    return {
      name,
      actor: (id: string | undefined): string => (id === me?.id ? t("thread.you") : name(id)),
      assignee: (a: Assignee | undefined): string => {
        if (a?.userId) return name(a.userId);
        return a?.teamId ? t("act.team") : t("act.nobody");
      },
    };
  }, [members, me, t]);
}
