import { useState, type RefObject } from "react";
import { flushSync } from "react-dom";

import { fieldsOf, fill, holesOf, type Fields } from "../../state/fields";
import type { Draft } from "../../state/kept";
import type { Conversation } from "../../state/model";
import { useChannel } from "../../state/resources";
import { useTransom } from "../../state/store";

interface Sending {
  text: string;
  send: (thenClose: boolean) => void;
}

/** The values of a conversation's fields, as this person would fill them. */
export function useFields(row: Conversation): Fields {
  const agent = useTransom((s) => s.me?.member.name ?? "");
  const channel = useChannel(row.channelId)?.name ?? "";
  return fieldsOf(row, agent, channel);
}

/** Selects the first field of a text that has no value. */
export function selectHole(input: HTMLTextAreaElement | null, text: string): void {
  const hole = holesOf(text)[0];
  input?.focus();
  if (hole) input?.setSelectionRange(hole.from, hole.to);
}

/**
 * Holds an answer back in which a field stands unfilled: the first try fills what has a value and names what has
 * none; then it goes when every field is filled, or as it is if the person says so.
 */
export function useHeld<S extends Sending>(
  row: Conversation,
  mode: Draft["mode"],
  sending: S,
  input: RefObject<HTMLTextAreaElement | null>,
  change: (part: Partial<Draft>) => void,
) {
  const fields = useFields(row);
  const [asked, ask] = useState(false);
  const { text } = sending;
  const missing = mode !== "note" && text.includes("{{") ? fill(text, fields).missing : [];
  /** Whether it cannot go as it stands; what has a value is filled, what has none is asked for. */
  const holds = (): boolean => {
    const filled = mode === "note" ? text : fill(text, fields).text;
    if (filled === text && missing.length === 0) return false;
    if (filled !== text) flushSync(() => change({ [mode]: filled })); // the field has it before anything is selected
    ask(missing.length > 0);
    selectHole(input.current, filled);
    return true;
  };
  const send = (thenClose: boolean) => {
    if (!holds()) sending.send(thenClose);
  };
  const asItIs = () => {
    ask(false);
    input.current?.focus(); // the button that was pressed goes
    sending.send(false);
  };
  return { ...sending, send, holds, asItIs, missing, asked: asked && missing.length > 0 };
}
