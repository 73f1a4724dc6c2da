import { expect, test } from "vitest";

import type { Channel } from "../../../state/model";
import { accountsOf } from "./accounts";

const channel = (id: string, kind: Channel["kind"], holderId?: string) =>
  ({ id, kind, name: id.toUpperCase(), holderId }) as Channel;

test("numbers of one business account are one account, and nobody else is", () => {
  const all = [
    channel("a", "whatsapp", "1"),
    channel("m", "messenger", "1"),
    channel("b", "whatsapp", "2"),
    channel("c", "whatsapp", "1"),
    channel("d", "whatsapp"),
  ];
  expect(accountsOf(all)).toEqual([
    { id: "1", name: "A, C", channelId: "a" },
    { id: "2", name: "B", channelId: "b" },
    { id: "d", name: "D", channelId: "d" },
  ]);
});
