// The bytes of files that wait to be sent, and their way to the server. They live as long as the page: what a
// reload leaves behind says so and asks to attach the file again.
import * as calls from "../net/calls";
import { Fault } from "../net/fault";
import { put } from "../net/upload";
import type { Outgoing } from "./model";
import { happen } from "./store";

const blobs = new Map<string, Blob>();
const aborts = new Map<string, AbortController>();

/** What the server has taken, oldest first: kept as long as there is room, to be sent again if it fails. */
let taken: readonly string[] = [];

/** So much of what was sent is kept on the page, in bytes. */
const ROOM = 64 * 1024 * 1024;

export function keepFile(clientId: string, blob: Blob): void {
  blobs.set(clientId, blob);
}

export function fileOf(clientId: string): Blob | undefined {
  return blobs.get(clientId);
}

/** Hands a file on to the message that is tried in place of another. */
export function moveFile(from: string, to: string): void {
  const blob = blobs.get(from);
  if (!blob) return;
  blobs.delete(from);
  blobs.set(to, blob);
}

/** Stops an upload that is under way and forgets the bytes. */
export function forgetFile(clientId: string): void {
  aborts.get(clientId)?.abort();
  blobs.delete(clientId);
}

/** The server has the message: its file stays at hand while there is room, the newest first. */
export function settleFile(clientId: string): void {
  if (!blobs.has(clientId)) return;
  let room = ROOM;
  const kept: string[] = [];
  for (const id of [...taken, clientId].toReversed()) {
    room -= blobs.get(id)?.size ?? 0;
    if (room < 0) blobs.delete(id);
    else kept.unshift(id);
  }
  taken = kept;
}

/** Brings an outgoing message's file to the server and answers the id to send it with. It throws a Fault. */
export async function upload(o: Outgoing): Promise<string> {
  const blob = blobs.get(o.clientId);
  if (!o.file || !blob) throw new Fault("file_lost", 0, "");
  const abort = new AbortController();
  aborts.set(o.clientId, abort);
  try {
    const { name, mime, size } = o.file;
    const to = await calls.beginUpload({ conversationId: o.conversationId, name, mime, size });
    // A listener of a long upload would paint hundreds of times; whole percents are enough.
    let shown = -1;
    const progress = (share: number) => {
      const percent = Math.floor(share * 100);
      if (percent === shown) return;
      shown = percent;
      happen({ kind: "uploading", clientId: o.clientId, share });
    };
    await put(to, blob, progress, abort.signal);
    return to.id;
  } finally {
    aborts.delete(o.clientId);
  }
}
