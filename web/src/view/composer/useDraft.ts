import { useState } from "react";

import { keepDraft, readDraft, type Draft } from "../../state/kept";
import { useTransom } from "../../state/store";

/** The draft of one conversation on this device; it survives leaving, reloading and being offline. */
export function useDraft(conversationId: string): [Draft, (change: Partial<Draft>) => void] {
  const user = useTransom((s) => s.me?.member.id ?? "");
  const [draft, setDraft] = useState(() => readDraft(localStorage, user, conversationId));
  const change = (part: Partial<Draft>) => {
    const next = { ...draft, ...part };
    setDraft(next);
    keepDraft(localStorage, user, conversationId, next);
  };
  return [draft, change];
}
