// What a warning has opened to a team.
import type { Conversation, State } from "./model";

/** Whether this person sees a conversation of somebody else's only because a warning opened it to their team. */
export function isLent(state: State, row: Conversation): boolean {
  const me = state.me?.member;
  return row.openToTeam && me?.role === "agent" && row.assignee?.userId !== me.id;
}

/** Whether this person may take a conversation as it is: nobody has it, or a warning opened it. */
export function isFree(state: State, row: Conversation): boolean {
  if (row.status === "closed") return false;
  return !row.assignee || (row.openToTeam && row.assignee.userId !== state.me?.member.id);
}
