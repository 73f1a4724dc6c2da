import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Channel } from "../../state/model";

export type Policy = Pick<Channel, "newConversationStatus" | "distribution" | "onExpiry">;

export const usualPolicy: Policy = {
  newConversationStatus: "open",
  distribution: "manual",
  onExpiry: "mark",
};

/** How a channel's conversations begin, find somebody, and end. */
export function PolicyFields({ policy, onChange }: { policy: Policy; onChange: (policy: Policy) => void }) {
  const { t } = useTranslation();
  const set = (part: Partial<Policy>) => onChange({ ...policy, ...part });
  return (
    <>
      <Select
        label={t("settings.distribution")}
        allowDeselect={false}
        data={[
          { value: "manual", label: t("settings.manual") },
          { value: "fewest", label: t("settings.fewest") },
        ]}
        value={policy.distribution}
        onChange={(value) => set({ distribution: value === "fewest" ? "fewest" : "manual" })}
      />
      <Select
        label={t("settings.newStatus")}
        allowDeselect={false}
        data={(["open", "pending", "closed"] as const).map((value) => ({
          value,
          label: t(`contact.${value}`),
        }))}
        value={policy.newConversationStatus}
        onChange={(value) =>
          set({ newConversationStatus: value === "pending" || value === "closed" ? value : "open" })
        }
      />
      <Select
        label={t("settings.onExpiry")}
        allowDeselect={false}
        data={[
          { value: "mark", label: t("settings.mark") },
          { value: "close", label: t("settings.closeIt") },
        ]}
        value={policy.onExpiry}
        onChange={(value) => set({ onExpiry: value === "close" ? "close" : "mark" })}
      />
    </>
  );
}
