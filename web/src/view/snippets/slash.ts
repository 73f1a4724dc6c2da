// Where "/" asks for a snippet in a text.

/** A word that begins with "/", up to the cursor. */
export interface Slash {
  /** Where the "/" stands. */
  from: number;
  /** What was typed behind it. */
  query: string;
}

const WORD = /(?:^|\s)\/([\p{L}\p{N}._-]{0,30})$/u;

/** The word with "/" that the cursor stands behind, if there is one. */
export function slashAt(text: string, from: number, to = from): Slash | undefined {
  if (from !== to) return undefined;
  const query = WORD.exec(text.slice(0, to))?.[1];
  return query === undefined ? undefined : { from: to - query.length - 1, query };
}

interface Findable {
  title: string;
  body: string;
  shortcut?: string;
}

/** The snippets that a query finds: by shortcut first, then by title, then by what they say. */
export function found<T extends Findable>(snippets: readonly T[], query: string): readonly T[] {
  const wanted = query.toLowerCase();
  const rank = ({ shortcut = "", title, body }: T): number => {
    if (shortcut.toLowerCase().startsWith(wanted) && shortcut)
      return shortcut.toLowerCase() === wanted ? 0 : 1;
    if (title.toLowerCase().startsWith(wanted)) return 2;
    if (title.toLowerCase().includes(wanted) || shortcut.toLowerCase().includes(wanted)) return 3;
    return body.toLowerCase().includes(wanted) ? 4 : 5;
  };
  return snippets
    .map((snippet) => ({ snippet, at: wanted ? rank(snippet) : 0 }))
    .filter(({ at }) => at < 5)
    .toSorted((a, b) => a.at - b.at || a.snippet.title.localeCompare(b.snippet.title))
    .map(({ snippet }) => snippet);
}
