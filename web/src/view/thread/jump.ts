import { amends } from "../../state/about";
import { loadOlder } from "../../state/load";
import { now } from "../../state/store";

/** How many pages back a jump looks before it gives up. */
const PAGES = 6;

/** Brings a message into sight, reading older pages if it is not loaded yet. False: it is not to be found. */
export async function jumpTo(conversationId: string, platformId: string): Promise<boolean> {
  for (let page = 0; page <= PAGES; page++) {
    const thread = now().threads[conversationId];
    const target = thread?.messages.find((m) => m.platformId === platformId && !amends(m.type));
    if (target) {
      // The line may have been rendered by this very change.
      requestAnimationFrame(() => show(target.id));
      return true;
    }
    if (!thread || thread.complete) return false;
    await loadOlder(conversationId);
  }
  return false;
}

function show(id: string): void {
  const line = document.getElementById(`m-${id}`);
  if (!line) return;
  line.scrollIntoView({ block: "center" });
  line.focus({ preventScroll: true });
  line.dataset["jumped"] = "";
  setTimeout(() => delete line.dataset["jumped"], 1700);
}
