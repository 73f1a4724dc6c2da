// Putting messages away until they are due: once, whatever became of the answer, and from one of a browser's tabs.
import { asFault, Fault } from "../net/fault";
import * as calls from "../net/scheduled";
import { changeScheduled } from "./ahead";
import { keepFile, settleFile, upload } from "./files";
import type { Content } from "./model";
import { notify } from "./notice";
import { serverNow } from "./store";
import { ulid } from "./ulid";

/** Ids of what was asked and not answered: asked again, it is the same message, at the time that is asked for now. */
const asked = new Map<string, string>();

/** Puts messages away until they are due, in their order; how many were, before one could not be, which is told. */
export async function schedule(
  conversationId: string,
  due: number,
  contents: readonly (Content & { blob?: Blob })[],
): Promise<number> {
  let gone = 0;
  for (const { blob, file, ...content } of contents) {
    const name = JSON.stringify([conversationId, content, file]);
    const at = serverNow();
    const clientId = asked.get(name) ?? ulid(at);
    asked.set(name, clientId);
    try {
      if (blob) keepFile(clientId, blob);
      const going = { ...content, file, conversationId, clientId, at };
      const uploadId = blob
        ? await upload({ ...going, kind: "reply", phase: "sending", attempted: false })
        : undefined;
      const voice = file?.voice || undefined;
      const body = { ...content, clientId, uploadId, voice, due: new Date(due).toISOString() };
      let made = await calls.schedule(conversationId, body);
      if (Date.parse(made.due) !== due)
        made = await calls.reschedule(conversationId, clientId, { due: body.due });
      asked.delete(name);
      settleFile(clientId);
      changeScheduled(conversationId, (items) => [...items.filter((each) => each.id !== made.id), made]);
      gone++;
    } catch (thrown) {
      const fault = asFault(thrown);
      if (!fault.passing) asked.delete(name);
      notify({ fault, tried: "schedule" });
      return gone;
    }
  }
  return gone;
}

/** How long a draft counts as put away for other tabs, in milliseconds. */
const HELD = 30_000;

/**
 * Puts a draft away once, from whichever of a browser's tabs, and tells how many of its messages are away; what did
 * not work may be tried again.
 */
export function scheduleOnce(key: string | undefined, ...what: Parameters<typeof schedule>): Promise<number> {
  const locks: LockManager | undefined = globalThis.navigator?.locks;
  if (!key || !locks) return schedule(...what);
  const all = what[2].length;
  return new Promise((resolve) => {
    void locks.request(`transom.draft.${key}`, { ifAvailable: true }, async (lock) => {
      if (!lock) notify({ fault: new Fault("sent_in_tab", 0, ""), tried: "" });
      const gone = lock ? await schedule(...what) : all;
      resolve(gone);
      if (lock && gone === all) await new Promise((over) => setTimeout(over, HELD));
    });
  });
}
