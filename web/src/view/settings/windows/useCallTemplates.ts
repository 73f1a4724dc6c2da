import { useState } from "react";

import type { Channel, MessageTemplate, TemplateUse } from "../../../state/model";
import { useChannels } from "../../../state/resources";
import { holes, usable } from "../../../state/template";
import { finds, idOf } from "../../../state/templatePick";
import { useHolding } from "../../../state/templates";
import { useTemplateSearch } from "../../templates/useTemplateSearch";
import { accountsOf, type Account } from "./accounts";

const files = new Set(["image", "video", "document", "location"]);

/** A template that a program can fill: approved, and without a file. */
const fills = (t: MessageTemplate): boolean => usable(t) && !holes(t).some((hole) => files.has(hole.kind));

const none: readonly Channel[] = [];

interface CallTemplates {
  accounts: readonly Account[];
  account: Account | undefined;
  choose: (id: string) => void;
  /** What the account offers and a search finds, as far as it is read. */
  offered: readonly MessageTemplate[];
  search: (text: string) => void;
  next: () => void;
  chosen: MessageTemplate | undefined;
  /** No account has the chosen one any more, or it may not be sent. */
  gone: boolean;
}

/** The templates that a last call can send: of one account at a time, at first of the one that has the chosen one. */
export function useCallTemplates(use: TemplateUse | undefined): CallTemplates {
  const accounts = accountsOf(useChannels().data ?? none);
  const [picked, choose] = useState<string>();
  const [text, search] = useState("");
  // The field of a list says the name of what was chosen from it; that is no search.
  const typed = use && text === labelOf(use) ? "" : text;
  const held = useHolding(
    accounts.map((each) => each.channelId),
    use && idOf(use),
  );
  const at = picked ? accounts.findIndex((each) => each.id === picked) : held.findIndex((t) => t && fills(t));
  const account = accounts[Math.max(0, at)];
  const { shown } = useTemplateSearch(account?.channelId, { search: typed }, "use");
  const stored = held[Math.max(0, at)];
  const chosen = stored && fills(stored) ? stored : undefined;
  const known = held.length > 0 && held.every((t) => t !== undefined);
  const gone = use !== undefined && known && !held.some((t) => t && fills(t));
  const offered = shown.items.filter((t) => fills(t) && finds(t, typed));
  return {
    accounts,
    account,
    choose,
    offered:
      chosen && typed === "" && !offered.some((t) => idOf(t) === idOf(chosen))
        ? [chosen, ...offered]
        : offered,
    search,
    next: shown.next,
    chosen,
    gone,
  };
}

/** How a template is called where one is chosen from a list. */
export const labelOf = (t: Pick<TemplateUse, "name" | "language">): string => `${t.name} · ${t.language}`;
