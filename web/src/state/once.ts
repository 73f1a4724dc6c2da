// One draft is sent once, from whichever of a browser's tabs: the first to ask has it.

/** How long a draft counts as sent, in milliseconds: until every tab must have heard of it. */
const HELD = 30_000;

/** Runs `work` unless another tab has it under the same key, or had it within the last half minute. */
export function once(key: string | undefined, work: () => void, otherwise: () => void): void {
  const locks: LockManager | undefined = globalThis.navigator?.locks;
  // Without a key nothing was shared; without locks (a page that is not served safely) there is nobody to ask.
  if (!key || !locks) {
    work();
    return;
  }
  void locks.request(`transom.draft.${key}`, { ifAvailable: true }, (lock) => {
    if (!lock) {
      otherwise();
      return undefined;
    }
    work();
    return new Promise((resolve) => setTimeout(resolve, HELD));
  });
}
