// Finding a template: what a search shows, in which order and under which heads.
import type { MessageTemplate } from "./model";
import { usable } from "./template";

/** What narrows the list; "" is any. */
export interface Wish {
  search: string;
  language: string;
  category: string;
}

export interface Section {
  /** recent: used lately. name: one template in its languages. unusable: may not be sent now. */
  kind: "recent" | "name" | "unusable";
  /** Of kind name: the template's. */
  name: string;
  items: readonly MessageTemplate[];
}

/** A template's name in the store: name and language together name it. */
export const idOf = (t: Pick<MessageTemplate, "name" | "language">): string => `${t.name}|${t.language}`;

const plain = (text: string): string =>
  text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("_", " ");

/** Whether every word of a search stands in a template's name or its words. */
export function finds(t: MessageTemplate, search: string): boolean {
  const words = t.parts.flatMap((part) => [part.text ?? "", ...(part.buttons ?? []).map((b) => b.text)]);
  const all = plain([t.name, ...words].join(" "));
  return plain(search)
    .split(/\s+/)
    .every((word) => all.includes(word));
}

/** How many of the templates used lately stand on top. */
const RECENT = 4;

const byName = (a: MessageTemplate, b: MessageTemplate): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : a.language < b.language ? -1 : 1;

/** The templates that answer a wish: used lately, then by name, then what may not be sent now. */
export function sections(
  items: readonly MessageTemplate[],
  wish: Wish,
  recent: readonly string[],
): readonly Section[] {
  const search = plain(wish.search.trim());
  const found = [...new Map(items.map((t) => [idOf(t), t])).values()]
    .filter((t) => finds(t, wish.search))
    .filter((t) => !wish.language || t.language === wish.language)
    .filter((t) => !wish.category || t.category === wish.category)
    // A search that stands in the name itself comes before one that only stands in the words.
    .map((t) => ({ t, named: plain(t.name).includes(search) }))
    .toSorted((a, b) => Number(b.named) - Number(a.named) || byName(a.t, b.t))
    .map(({ t }) => t);
  const good = found.filter(usable);
  const lately = recent.flatMap((id) => good.find((t) => idOf(t) === id) ?? []).slice(0, RECENT);
  const names = new Map<string, MessageTemplate[]>();
  for (const t of good.filter((each) => !lately.includes(each))) {
    names.set(t.name, [...(names.get(t.name) ?? []), t]);
  }
  const all: Section[] = [
    { kind: "recent", name: "", items: lately },
    ...[...names].map(([name, of]): Section => ({ kind: "name", name, items: of })),
    { kind: "unusable", name: "", items: found.filter((t) => !usable(t)) },
  ];
  return all.filter((section) => section.items.length > 0);
}
