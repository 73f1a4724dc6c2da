// What the channels may do now, as far as rows go by it.
import type { Channel, State } from "./model";
import { reach } from "./reach";
import { settle } from "./rows";

/** The channels as they are now: every row that is held goes by them. */
export function reached(state: State, channels: readonly Channel[]): State {
  const human = Object.fromEntries(channels.map((channel) => [channel.id, channel.humanAgent]));
  if (JSON.stringify(human) === JSON.stringify(state.human)) return state;
  const entries = Object.entries(state.rows);
  const rows = Object.fromEntries(entries.map(([id, row]) => [id, reach(row, human[row.channelId])]));
  const moved = entries.filter(([id, row]) => rows[id] !== row).map(([id]) => id);
  return moved.reduce(settle, { ...state, human, rows });
}
