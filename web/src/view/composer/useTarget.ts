import { newestOf } from "../../state/about";
import { useClock } from "../../state/clock";
import type { Draft } from "../../state/kept";
import type { Conversation, Message } from "../../state/model";
import { answersPrivately, privacy, privateAnswer } from "../../state/private";
import { useTransom } from "../../state/store";

const nothing: readonly Message[] = [];

/** On comments every answer is to one of them: the chosen one, else the newest. sent is its last private answer. */
export function useTarget(
  row: Conversation,
  mode: Draft["mode"],
  answering: string | undefined,
): { target: Message | undefined; sent: Message | undefined; barred: boolean } {
  const messages = useTransom((s) => s.threads[row.id]?.messages ?? nothing);
  const comment = row.kind === "comment";
  const target = comment
    ? (messages.find((m) => answering && m.platformId === answering) ?? newestOf(messages))
    : undefined;
  const sent = target && privateAnswer(messages, target);
  const closed = useClock((now) =>
    Boolean(mode === "private" && (!target || !answersPrivately(privacy(target, sent, now)))),
  );
  return { target, sent, barred: comment && mode !== "note" && (closed || !target) };
}
