import { keep, readAny } from "../../state/kept";

const KEY = "transom.begin.channel";

/** The channel that the last conversation on this device was begun from; "" if none was. */
export function lastChannel(): string {
  const held = readAny(localStorage, KEY);
  return typeof held === "string" ? held : "";
}

export function noteChannel(id: string): void {
  keep(localStorage, KEY, id);
}
