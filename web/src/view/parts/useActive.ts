import { useState } from "react";

interface Active {
  /** Where the active option is now. */
  at: number;
  /** Makes the option there the active one. */
  move: (at: number) => void;
  /** The first one is active again. */
  reset: () => void;
}

/** Which option of a list is active: the first of what is looked for, and the same one when the list is sorted anew. */
export function useActive(ids: readonly string[], search: string): Active {
  const [held, hold] = useState<{ search: string; id?: string }>({ search, id: ids[0] });
  const here = held.search === search ? ids.findIndex((id) => id === held.id) : -1;
  if (here < 0 && ids.length > 0) hold({ search, id: ids[0] });
  return {
    at: Math.max(0, here),
    move: (at) => hold({ search, id: ids[at] }),
    reset: () => hold({ search }),
  };
}
