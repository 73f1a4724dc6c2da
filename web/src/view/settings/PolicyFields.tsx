import { Select } from "@mantine/core";

import type { Channel } from "../../state/model";
import { useWords } from "./useWords";

export type Policy = Pick<Channel, "newConversationStatus" | "distribution" | "onExpiry">;

export const usualPolicy: Policy = {
  newConversationStatus: "open",
  distribution: "manual",
  onExpiry: "mark",
};

const expiries = ["mark", "close", "close_unassigned", "close_answered"] as const;
const expiryWords = {
  mark: "mark",
  close: "closeIt",
  close_unassigned: "closeUnassigned",
  close_answered: "closeAnswered",
} as const;

/** How a channel's conversations begin, find somebody, and end. */
export function PolicyFields({
  policy,
  windowed,
  onChange,
}: {
  policy: Policy;
  /** The channel knows a window that can close. */
  windowed: boolean;
  onChange: (policy: Policy) => void;
}) {
  const { t, words } = useWords();
  const set = (part: Partial<Policy>) => onChange({ ...policy, ...part });
  return (
    <>
      <Select
        label={t("distribution")}
        allowDeselect={false}
        data={[
          { value: "manual", label: t("manual") },
          { value: "fewest", label: t("fewest") },
        ]}
        value={policy.distribution}
        onChange={(value) => set({ distribution: value === "fewest" ? "fewest" : "manual" })}
      />
      <Select
        label={t("newStatus")}
        allowDeselect={false}
        data={(["open", "pending", "closed"] as const).map((value) => ({
          value,
          label: words(`contact.${value}`),
        }))}
        value={policy.newConversationStatus}
        onChange={(value) =>
          set({ newConversationStatus: value === "pending" || value === "closed" ? value : "open" })
        }
      />
      {windowed && (
        <Select
          label={t("onExpiry")}
          allowDeselect={false}
          description={t(`expiry_${policy.onExpiry}`)}
          data={expiries.map((value) => ({ value, label: t(expiryWords[value]) }))}
          value={policy.onExpiry}
          onChange={(value) => set({ onExpiry: expiries.find((each) => each === value) ?? "mark" })}
        />
      )}
    </>
  );
}
