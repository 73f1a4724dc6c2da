// Beginning a conversation: a template to somebody new, sent once however often it is asked for.
import { useQuery } from "@tanstack/react-query";

import * as calls from "../net/templates";
import { asFault, type Fault } from "../net/fault";
import { put } from "../net/upload";
import type { Conversation, State, TemplateUse } from "./model";
import { happen, serverNow } from "./store";
import { ulid } from "./ulid";

/** A first message. Either a number or somebody who is known. */
export interface First {
  channelId: string;
  phone?: string;
  conversationId?: string;
  name?: string;
  template: TemplateUse;
  text: string;
  file?: File;
}

/** How often an answer that did not come is asked for again, and how long that waits; milliseconds. */
const TRIES = 3;
const PAUSE = 1_500;

/** One first message on its way. It keeps its id until it is another message, so that no repetition sends it twice. */
export class Beginning {
  private about = "";
  private clientId = "";
  private uploadId: string | undefined;

  /** Sends it and answers the conversation it stands in; a Fault otherwise. */
  async send(first: First): Promise<Conversation> {
    const { file, ...rest } = first;
    const about = JSON.stringify([rest, file?.name, file?.size, file?.lastModified]);
    if (about !== this.about) {
      this.about = about;
      this.clientId = ulid(serverNow());
      this.uploadId = undefined;
    }
    if (file) this.uploadId ??= await upload(file);
    for (let tries = 1; ; tries++) {
      try {
        const body = {
          ...rest,
          clientId: this.clientId,
          ...(this.uploadId ? { uploadId: this.uploadId } : {}),
        };
        const { conversation, message } = await calls.beginConversation(body);
        happen({ kind: "row", row: conversation });
        happen({ kind: "messages", messages: [message] });
        this.about = "";
        return conversation;
      } catch (thrown) {
        await this.failed(asFault(thrown), tries);
      }
    }
  }

  private async failed(fault: Fault, tries: number): Promise<void> {
    if (fault.code === "clock_skew" && fault.details["now"] && tries === 1) {
      // The server looks for the id first: a skewed one was certainly not stored.
      happen({ kind: "clock", server: fault.details["now"], now: Date.now() });
      this.clientId = ulid(serverNow());
      return;
    }
    // What the server did not take is another message next time: a file goes up anew.
    if (!fault.passing) this.about = "";
    if (!fault.passing || tries >= TRIES) throw fault;
    await new Promise((resolve) => setTimeout(resolve, PAUSE * tries));
  }
}

async function upload(file: File): Promise<string> {
  const to = await calls.beginHeaderUpload({ name: file.name, mime: file.type, size: file.size });
  await put(to, file, () => undefined, new AbortController().signal);
  return to.id;
}

/** What a typed number comes to; asked only when it could be one. */
export function usePerson(channelId: string, typed: string) {
  return useQuery({
    queryKey: ["person", channelId, typed],
    queryFn: () => calls.findPerson(channelId, typed),
    enabled: channelId !== "" && couldBePhone(typed),
    retry: (count, thrown) => count < 2 && asFault(thrown).passing,
    staleTime: 30_000,
  });
}

/** Whether a text is meant as a number: digits, and what people write between them. */
export function couldBePhone(typed: string): boolean {
  return /^[+\d\s()./-]+$/.test(typed) && typed.replace(/\D/g, "").length >= 5;
}

/** How many known people are offered. */
const OFFERED = 6;

const plain = (text: string): string => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

/** Conversations on WhatsApp whose name or number fits, the newest first. */
export function offered(state: Pick<State, "rows">, typed: string): Conversation[] {
  const words = plain(typed.trim());
  const digits = typed.replace(/\D/g, "").replace(/^0+/, "");
  if (words === "") return [];
  const fits = ({ contact }: Conversation) =>
    plain(contact.name).includes(words) ||
    (couldBePhone(typed) && digits !== "" && (contact.phone ?? "").includes(digits));
  return Object.values(state.rows)
    .filter((row) => row.channelKind === "whatsapp" && row.kind === "message" && fits(row))
    .toSorted((a, b) => Date.parse(b.activityAt) - Date.parse(a.activityAt))
    .slice(0, OFFERED);
}
