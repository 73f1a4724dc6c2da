import { ShieldCheck } from "lucide-react";

import { useQuarantine } from "../../state/resources";
import { Paged } from "./Paged";
import { PageHead } from "./PageHead";
import { QuarantineRow } from "./QuarantineRow";
import { useWords } from "./useWords";

/** Webhooks that no channel could use, newest first. */
export function Quarantine() {
  const { t } = useWords();
  return (
    <>
      <PageHead title={t("quarantine")} lead={t("quarantineLead")} />
      <Paged
        query={useQuarantine()}
        empty={{ icon: ShieldCheck, title: t("qNone"), lead: t("qNoneLead") }}
        columns={[t("qWhen"), t("qReason"), t("qAccount"), t("qKind"), t("qSize")]}
        action={t("show")}
        renderRow={(item) => <QuarantineRow key={item.id} item={item} />}
      />
    </>
  );
}
