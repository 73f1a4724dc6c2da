// The WhatsApp business accounts behind the channels: the numbers of one share its templates.
import type { Channel } from "../../../state/model";

export interface Account {
  /** The platform's id; of a channel whose account nobody knows yet, the channel's own. */
  id: string;
  /** The names of its channels. */
  name: string;
  /** One of its channels, by which its templates are read. */
  channelId: string;
}

/** Each account once, in the order of the channels. */
export function accountsOf(channels: readonly Channel[]): readonly Account[] {
  const found = new Map<string, Account>();
  for (const { kind, id, name, holderId } of channels) {
    if (kind !== "whatsapp") continue;
    const key = holderId || id;
    const known = found.get(key);
    found.set(key, known ? { ...known, name: `${known.name}, ${name}` } : { id: key, name, channelId: id });
  }
  return [...found.values()];
}
