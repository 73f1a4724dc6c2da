import { useMemo, useState } from "react";

import type { MessageTemplate } from "../../state/model";
import { usable } from "../../state/template";
import { idOf, sections, type Section, type Wish } from "../../state/templatePick";
import { recentTemplates } from "../../state/templateRecent";
import { useTransom } from "../../state/store";

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
}

/** What a search finds among templates, and which one the keyboard is on. */
export function usePicker(items: readonly MessageTemplate[]): Picking {
  const user = useTransom((s) => s.me?.member.id ?? "");
  const [recent] = useState(() => recentTemplates(localStorage, user).map((used) => used.id));
  const [wish, setWish] = useState<Wish>({ search: "", language: "", category: "" });
  const [pointed, setPointed] = useState("");
  const found = useMemo(() => sections(items, wish, recent), [items, wish, recent]);
  const all = found.flatMap((section) => (section.kind === "unusable" ? [] : section.items));
  const here = all.findIndex((t) => idOf(t) === pointed);
  const at = all[Math.max(0, here)];
  const several = (of: (t: MessageTemplate) => string) =>
    [...new Set(items.filter(usable).map(of))].toSorted();
  return {
    wish,
    narrow: (part) => setWish({ ...wish, ...part }),
    found,
    at,
    move: (by) => {
      const next = all[Math.max(0, Math.min(all.length - 1, Math.max(0, here) + by))];
      if (next) setPointed(idOf(next));
    },
    point: (template) => setPointed(idOf(template)),
    languages: several((t) => t.language),
    categories: several((t) => t.category),
  };
}
