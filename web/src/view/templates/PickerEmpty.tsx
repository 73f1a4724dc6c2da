import { Button } from "@mantine/core";
import { CloudOff, LayoutTemplate, RefreshCw } from "lucide-react";

import type { MessageTemplate } from "../../state/model";
import { Fault } from "../../state/resources";
import { usable } from "../../state/template";
import { useSyncTemplates } from "../../state/templates";
import { Empty } from "../parts/Empty";
import { faultText } from "../parts/fault";
import { useWindowWords } from "../parts/useWindowWords";

interface Props {
  channelId: string;
  items: readonly MessageTemplate[];
  syncing: boolean | undefined;
  fault: Error | null;
  again: () => unknown;
}

/** Why there is nothing to pick, and the way to change that. */
export function PickerEmpty({ channelId, items, syncing, fault, again }: Props) {
  const { w, t } = useWindowWords();
  const sync = useSyncTemplates(channelId);
  const wrong = sync.error ?? fault;
  if (wrong) {
    const words = wrong instanceof Fault ? faultText(t, wrong) : t("fault.other");
    return (
      <Empty icon={CloudOff} title={w("pick.couldNot")} lead={words} alert>
        <Button variant="default" onClick={() => (sync.error ? sync.mutate() : again())}>
          {t("list.again")}
        </Button>
      </Empty>
    );
  }
  if (items.some(usable))
    return <Empty icon={LayoutTemplate} title={w("pick.none")} lead={w("pick.noneLead")} />;
  const busy = sync.isPending || syncing;
  return (
    <Empty
      icon={LayoutTemplate}
      title={w(items.length ? "pick.noneApproved" : "pick.noneAtAll")}
      lead={w(items.length ? "pick.noneApprovedLead" : "pick.noneAtAllLead")}
    >
      <Button
        variant="default"
        loading={busy}
        leftSection={<RefreshCw size={14} aria-hidden />}
        onClick={() => sync.mutate()}
      >
        {w("pick.load")}
      </Button>
    </Empty>
  );
}
