// Messages that wait for their time. They stand on the server, apart from the thread, until they are due.
import { useQuery } from "@tanstack/react-query";

import { listMessages } from "../net/calls";
import { asFault } from "../net/fault";
import * as calls from "../net/scheduled";
import { changeScheduled, rereadScheduled, scheduledKey } from "./ahead";
import type { Content, Message, Scheduled, State } from "./model";
import { notify } from "./notice";
import { write } from "./outbox";
import { schedule } from "./putAway";
import { now, serverNow, useTransom } from "./store";

const MINUTE = 60_000;

/** What is due is looked at this often, in milliseconds. */
const DUE_EVERY = 5_000;

/** How far ahead a message may be due, in milliseconds. */
export const LEAST = MINUTE;
export const MOST = 90 * 24 * 60 * MINUTE;

const none: readonly Scheduled[] = [];

/** What waits on a conversation, the soonest first. What has gone out since stands in the thread, not here. */
export function useScheduled(id: string): readonly Scheduled[] {
  const { data } = useQuery({
    queryKey: scheduledKey(id),
    queryFn: () => calls.listScheduled(id),
    staleTime: MINUTE,
    refetchOnWindowFocus: true,
    // A colleague's change is told; should that be lost, it is seen a little later. What is due is looked at more often.
    refetchInterval: ({ state }) => lookAgain(state.data?.items ?? none),
  });
  const released = useTransom((s) => releasedOf(s, id, data?.items ?? none));
  return data?.items.filter((each) => !released.includes(each.id)) ?? none;
}

/** How soon to look again, in milliseconds; never where nothing waits. */
function lookAgain(items: readonly Scheduled[]): number | false {
  if (items.length === 0) return false;
  return items.some((each) => Date.parse(each.due) <= serverNow()) ? DUE_EVERY : MINUTE;
}

/** The ids of those that the thread shows already, joined. */
function releasedOf(state: State, id: string, items: readonly Scheduled[]): string {
  if (items.length === 0) return "";
  const messages: readonly Message[] = state.threads[id]?.messages ?? [];
  return items.flatMap((each) => (messages.some((m) => m.clientId === each.id) ? [each.id] : [])).join(" ");
}

/** Changes when it is due, or what it says. It throws a Fault. */
export async function reschedule(
  { conversationId, id }: Scheduled,
  to: { due?: string; text?: string },
): Promise<void> {
  try {
    const changed = await calls.reschedule(conversationId, id, to);
    changeScheduled(conversationId, (items) => items.map((each) => (each.id === id ? changed : each)));
  } catch (thrown) {
    rereadScheduled(conversationId);
    throw asFault(thrown);
  }
}

/** Takes a message back; false when it was too late or no answer came, which is told. */
export async function unschedule({ conversationId, id }: Scheduled): Promise<boolean> {
  try {
    await takeBack(conversationId, id);
    changeScheduled(conversationId, (items) => items.filter((each) => each.id !== id));
    return true;
  } catch (thrown) {
    rereadScheduled(conversationId);
    notify({ fault: asFault(thrown), tried: "unschedule" });
    return false;
  }
}

/** How often a taking back is asked for whose answer does not come, and how long that waits; milliseconds. */
const TRIES = 3;
const PAUSE = 1_500;

/** Once a message is taken back its text is only here, so a lost answer must not count as a no. It throws a Fault. */
async function takeBack(conversationId: string, id: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await calls.unschedule(conversationId, id);
    } catch (thrown) {
      const fault = asFault(thrown);
      // Asked again, it waits no more: what was asked before has worked, or the message went out meanwhile.
      if (tries > 1 && fault.code === "scheduled_missing" && !(await wentOut(conversationId, id))) return;
      if (!fault.passing || tries >= TRIES) throw fault;
      await new Promise((resolve) => setTimeout(resolve, PAUSE * tries));
    }
  }
}

/** Whether a message that waited stands in its thread. It does before it ceases to wait. */
async function wentOut(conversationId: string, id: string): Promise<boolean> {
  const { items } = await listMessages(conversationId);
  return items.some((message) => message.clientId === id);
}

/** Whether all of a waiting message is here, so that it can be made anew: a file is not. */
export const whole = ({ media, type }: Scheduled): boolean =>
  !media && (type === "text" || type === "template");

const contentOf = ({ type, text, replyTo, template }: Scheduled): Content => ({
  type: type === "text" ? undefined : (type as Content["type"]),
  text,
  replyTo,
  template,
});

/** Makes a message wait again that was taken back. */
export async function restore(scheduled: Scheduled): Promise<boolean> {
  const due = Math.max(Date.parse(scheduled.due), serverNow() + LEAST + 5_000);
  return (await schedule(scheduled.conversationId, due, [contentOf(scheduled)])) === 1;
}

/** Sends a waiting message now: it is taken back first, so that it goes once. One with a file becomes due at once. */
export async function sendNow(scheduled: Scheduled): Promise<void> {
  if (!whole(scheduled)) {
    const due = new Date(serverNow() + LEAST + 5_000).toISOString();
    return reschedule(scheduled, { due }).catch((thrown: unknown) =>
      notify({ fault: asFault(thrown), tried: "reschedule" }),
    );
  }
  if (!(await unschedule(scheduled)) || !now().me) return;
  write({ conversationId: scheduled.conversationId, kind: "reply", ...contentOf(scheduled) });
}
