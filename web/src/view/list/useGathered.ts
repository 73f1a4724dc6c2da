import { useEffect, useState } from "react";

/**
 * Nothing moves under the cursor: while the list is frozen (hovered or scrolled) it keeps the order it had,
 * and new rows gather. Rows the person acted on may leave all the same. `release` lets the rest in.
 */
export function useGathered(live: readonly string[], frozen: boolean, acted: Readonly<Record<string, true>>) {
  const [held, setHeld] = useState(live);

  // What is loaded further down belongs to the end, it moves nothing.
  const shown = frozen ? withTail(held, live, acted) : live;
  useEffect(() => {
    if (!frozen) setHeld(live);
  }, [frozen, live]);

  const known = new Set(shown);
  const fresh = frozen ? live.filter((id) => !known.has(id)) : [];
  const moved = frozen && fresh.length === 0 && live[0] !== shown[0] ? live[0] : undefined;
  return { shown, fresh: fresh.length, moved, release: () => setHeld(live) };
}

function withTail(
  held: readonly string[],
  live: readonly string[],
  acted: Readonly<Record<string, true>>,
): readonly string[] {
  const here = new Set(live);
  const kept = held.filter((id) => here.has(id) || !acted[id]);
  const last = kept.findLast((id) => here.has(id));
  const tail = last === undefined ? [] : live.slice(live.indexOf(last) + 1);
  const known = new Set(kept);
  const news = tail.filter((id) => !known.has(id));
  return news.length === 0 && kept.length === held.length ? held : [...kept, ...news];
}
