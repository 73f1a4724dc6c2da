import { useEffect, useMemo, useState } from "react";

import type { MessageTemplate } from "../../state/model";
import { usable } from "../../state/template";
import { idOf, sections, type Section, type Wish } from "../../state/templatePick";
import { recentTemplates } from "../../state/templateRecent";
import { useNamed } from "../../state/templates";
import { useTransom } from "../../state/store";
import { useTemplateSearch } from "./useTemplateSearch";

interface Picking {
  wish: Wish;
  narrow: (part: Partial<Wish>) => void;
  found: readonly Section[];
  /** The one the keyboard is on; only what may be sent. */
  at: MessageTemplate | undefined;
  move: (by: number) => void;
  point: (template: MessageTemplate) => void;
  languages: readonly string[];
  categories: readonly string[];
  /** The account's list from its beginning, whatever is searched for; its query is the search's where that failed. */
  whole: ReturnType<typeof useTemplateSearch>["whole"];
  /** Whether something may still be found that is not here yet. */
  searching: boolean;
  /** Reads what comes next, if there is more. */
  next: () => void;
}

/** What a search finds among a channel's templates, and which one the keyboard is on. */
export function usePicker(channelId: string): Picking {
  const user = useTransom((s) => s.me?.member.id ?? "");
  const [recent] = useState(() => recentTemplates(localStorage, user).map((used) => used.id));
  const [wish, setWish] = useState<Wish>({ search: "", language: "", category: "" });
  const [pointed, setPointed] = useState("");
  const { whole, shown, searching } = useTemplateSearch(channelId, wish, "use");
  const lately = useNamed(whole.more ? channelId : undefined, recent);
  const found = useMemo(
    () => sections(lately ? [...lately, ...shown.items] : shown.items, wish, recent),
    [lately, shown.items, wish, recent],
  );
  const { next } = shown;
  useEffect(() => {
    if (found.length === 0) next();
  }, [found.length, next]);
  const all = found.flatMap((section) => (section.kind === "unusable" ? [] : section.items));
  const here = all.findIndex((t) => idOf(t) === pointed);
  const at = all[Math.max(0, here)];
  const several = (known: readonly string[] | undefined, of: (t: MessageTemplate) => string) =>
    [...new Set([...(known ?? []), ...whole.items.filter(usable).map(of)])].toSorted();
  return {
    wish,
    narrow: (part) => setWish({ ...wish, ...part }),
    found,
    at,
    move: (by) => {
      const target = all[Math.max(0, Math.min(all.length - 1, Math.max(0, here) + by))];
      if (target) setPointed(idOf(target));
    },
    point: (template) => setPointed(idOf(template)),
    languages: several(whole.first?.languages, (t) => t.language),
    categories: several(whole.first?.categories, (t) => t.category),
    whole: shown.query.error ? { ...whole, query: shown.query } : whole,
    searching,
    next,
  };
}
