import { loadOlder } from "../../state/load";
import { now } from "../../state/store";

/** How many pages back a jump looks before it gives up. */
const PAGES = 6;

/** Brings a message into sight, reading older pages if it is not loaded yet. */
export async function jumpTo(conversationId: string, platformId: string): Promise<void> {
  for (let page = 0; page <= PAGES; page++) {
    const thread = now().threads[conversationId];
    const target = thread?.messages.find((m) => m.platformId === platformId && m.type !== "reaction");
    if (target) {
      // The line may have been rendered by this very change.
      requestAnimationFrame(() => show(target.id));
      return;
    }
    if (!thread || thread.complete) return;
    await loadOlder(conversationId);
  }
}

function show(id: string): void {
  const line = document.getElementById(`m-${id}`);
  if (!line) return;
  line.scrollIntoView({ block: "center" });
  line.dataset["jumped"] = "";
  setTimeout(() => delete line.dataset["jumped"], 1700);
}
