import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { Beginning, type First } from "../../state/begin";
import { fieldsOf, type Fields } from "../../state/fields";
import type { Channel, Conversation } from "../../state/model";
import { useTransom } from "../../state/store";
import { useGo } from "../app/nav";
import { noteChannel } from "./lastChannel";
import type { Ready } from "./useFill";

/** Whom a first message goes to: a conversation that is known, or a number, as it will be written to. */
export interface Somebody {
  row?: Conversation;
  phone?: string;
}

/** Sends a first message and opens the conversation that it stands in. */
export function useBegin(
  channel: Channel | undefined,
  to: Somebody | undefined,
  name: string,
  onDone: () => void,
) {
  const go = useGo();
  const agent = useTransom((s) => s.me?.member.name ?? "");
  const [beginning] = useState(() => new Beginning());
  const sending = useMutation({ mutationFn: (first: First) => beginning.send(first) });
  const channelId = channel?.id ?? "";
  const send = (ready: Ready) => {
    if (sending.isPending || !to) return;
    const called = name.trim();
    const whom = to.row
      ? { conversationId: to.row.id }
      : { phone: to.phone, ...(called ? { name: called } : {}) };
    noteChannel(channelId);
    sending.mutate(
      { channelId, ...whom, ...ready },
      {
        onSuccess: (row) => {
          onDone();
          go.open(row.id);
        },
      },
    );
  };
  return {
    send,
    busy: sending.isPending,
    fault: sending.error ?? undefined,
    fields: to?.row
      ? fieldsOf(to.row, agent, channel?.name ?? "")
      : strange(to?.phone, name, agent, channel?.name ?? ""),
  };
}

/** What is known of somebody nobody has met. */
function strange(phone: string | undefined, name: string, agent: string, channel: string): Fields {
  const called = name.trim();
  return { name: called, first_name: called.split(/\s+/)[0], phone, agent, channel };
}
