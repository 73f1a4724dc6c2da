import { fieldsOf } from "../../state/fields";
import type { Conversation } from "../../state/model";
import { write } from "../../state/outbox";
import { useChannel } from "../../state/resources";
import { useTransom } from "../../state/store";
import type { Ready } from "./useFill";

/** What it takes to send a template to somebody we have a conversation with. */
export function useSendTemplate(row: Conversation) {
  const channel = useChannel(row.channelId);
  const agent = useTransom((s) => s.me?.member.name ?? "");
  const fields = fieldsOf(row, agent, channel?.name ?? "");
  const send = ({ template, text, file }: Ready) => {
    const about = file && { name: file.name, mime: file.type, size: file.size };
    write({ conversationId: row.id, kind: "reply", type: "template", text, template, file: about }, file);
  };
  return { channel, fields, send };
}
