// Takes the Opus packets out of a WebM file as browsers record it: EBML elements, one track, simple blocks.

/** The packets of a recording in their order, and the track's codec header ("OpusHead…"). */
export interface Opus {
  head: Uint8Array;
  packets: readonly Uint8Array[];
}

// The elements that hold others, and those that are read.
const SEGMENT = 0x18538067;
const CLUSTER = 0x1f43b675;
const TRACKS = 0x1654ae6b;
const TRACK_ENTRY = 0xae;
const CODEC_PRIVATE = 0x63a2;
const BLOCK_GROUP = 0xa0;
const SIMPLE_BLOCK = 0xa3;
const BLOCK = 0xa1;
const masters = new Set([SEGMENT, CLUSTER, TRACKS, TRACK_ENTRY, BLOCK_GROUP]);

/** Reads a WebM recording; it throws when there is no Opus in it. */
export function opusOf(webm: Uint8Array): Opus {
  const packets: Uint8Array[] = [];
  let head: Uint8Array | undefined;
  const walk = (from: number, to: number) => {
    let at = from;
    while (at < to) {
      const id = vint(webm, at, true);
      const size = vint(webm, at + id.length, false);
      const start = at + id.length + size.length;
      // Of unknown size: what is being recorded does not know how long it will be. It lasts to the end.
      const end = size.value < 0 ? to : Math.min(to, start + size.value);
      if (masters.has(id.value)) walk(start, end);
      else if (id.value === CODEC_PRIVATE) head = webm.slice(start, end);
      else if (id.value === SIMPLE_BLOCK || id.value === BLOCK) packets.push(packetOf(webm, start, end));
      // A cluster of unknown size ends where the next begins, and was walked with it.
      at = end;
    }
  };
  walk(0, webm.length);
  if (!head || packets.length === 0) throw new Error("no Opus in this recording");
  return { head, packets };
}

/** A block is its track's number, two bytes of time, one of flags, and the packet. */
function packetOf(webm: Uint8Array, start: number, end: number): Uint8Array {
  return webm.slice(start + vint(webm, start, false).length + 3, end);
}

/** A number of variable length; -1 stands for "unknown size". An element's id keeps its length marker. */
function vint(bytes: Uint8Array, at: number, marked: boolean): { value: number; length: number } {
  const first = bytes[at] ?? 0;
  if (first === 0) throw new Error("not a WebM file");
  const length = Math.clz32(first) - 23;
  let value = marked ? first : first & (0xff >> length);
  let unknown = value === 0xff >> length;
  for (let i = 1; i < length; i++) {
    const next = bytes[at + i] ?? 0;
    unknown &&= next === 0xff;
    value = value * 256 + next;
  }
  return { value: !marked && unknown ? -1 : value, length };
}
