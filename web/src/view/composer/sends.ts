interface Press {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
}

/** What a key press in the composer does: send, send and close, or nothing of the kind. */
export function sendsWith(press: Press, enterSends: boolean): "send" | "sendClose" | undefined {
  if (press.key !== "Enter") return undefined;
  if (press.ctrlKey || press.metaKey) return "sendClose";
  return press.shiftKey === enterSends ? undefined : "send";
}
