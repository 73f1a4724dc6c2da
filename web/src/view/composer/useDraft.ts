import { useEffect, useRef, useState } from "react";

import { draftKey, keepDraft, readDraft, withBack, type Draft } from "../../state/kept";
import { now, useTransom } from "../../state/store";

/**
 * The draft of one conversation on this device; it survives leaving, reloading and being offline. What another
 * tab writes or sends shows here too; to whom this tab writes stays its own affair.
 */
export function useDraft(conversationId: string): [Draft, (change: Partial<Draft>) => void] {
  const user = useTransom((s) => s.me?.member.id ?? "");
  const [draft, setDraft] = useState(() => readDraft(localStorage, user, conversationId));
  const latest = useRef(draft);
  const set = (next: Draft) => {
    latest.current = next;
    setDraft(next);
  };
  useEffect(() => {
    const hear = (e: StorageEvent) => {
      if (e.key !== draftKey(user, conversationId)) return;
      const { mode } = latest.current;
      latest.current = { ...readDraft(localStorage, user, conversationId), mode };
      setDraft(latest.current);
    };
    window.addEventListener("storage", hear);
    return () => window.removeEventListener("storage", hear);
  }, [user, conversationId]);
  const change = (part: Partial<Draft>) => {
    const next = named({ ...latest.current, ...part });
    set(next);
    keepDraft(localStorage, user, conversationId, next);
  };
  return [draft, change];
}

/** Puts words back into a draft, wherever it is open: whoever wrote them may have gone elsewhere meanwhile. */
export function putBack(conversationId: string, mode: Draft["mode"], words: string): void {
  const user = now().me?.member.id ?? "";
  const draft = withBack(readDraft(localStorage, user, conversationId), mode, words);
  keepDraft(localStorage, user, conversationId, named(draft));
  // Other tabs are told by the browser, this one by itself.
  window.dispatchEvent(new StorageEvent("storage", { key: draftKey(user, conversationId) }));
}

/** Gives what begins to be written its name, and takes it away with the last word. */
function named(draft: Draft): Draft {
  const { key, ...rest } = draft;
  if (draft.reply + draft.note + draft.private === "") return rest;
  return { ...rest, key: key ?? crypto.randomUUID() };
}
