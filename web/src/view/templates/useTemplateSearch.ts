import { useDebouncedValue } from "@mantine/hooks";

import type { Wish } from "../../state/templatePick";
import { useTemplates } from "../../state/templates";

/** How long somebody types before the server is asked, in milliseconds. */
const TYPED = 150;

type Templates = ReturnType<typeof useTemplates>;

interface Search {
  /** The account's list from its beginning, whatever is searched for. */
  whole: Templates;
  /** What answers the search, and perhaps more: what is here is to be searched here too. */
  shown: Templates;
  /** Whether something may still be found that is not here yet. */
  searching: boolean;
}

/**
 * A channel's templates for who searches them. While the whole list is here it is searched here; a longer one is
 * searched by the server, and what is here answers until then.
 */
export function useTemplateSearch(
  channelId: string | undefined,
  wish: Partial<Wish>,
  order?: "name" | "use",
): Search {
  const { search = "", language = "", category = "" } = wish;
  const now = [search.trim(), language, category].join("\n");
  const [asked] = useDebouncedValue(now, TYPED);
  const [words = "", inLanguage = "", of = ""] = asked.split("\n");
  const whole = useTemplates(channelId, { order });
  const narrows = whole.more && Boolean(words || inLanguage || of);
  const ask = { search: words, language: inLanguage, category: of, order };
  const narrowed = useTemplates(channelId, ask, narrows);
  const shown = narrows && narrowed.first ? narrowed : whole;
  const asking = (narrows && narrowed.query.isFetching) || (whole.more && asked !== now);
  return { whole, shown, searching: asking || shown.more };
}
