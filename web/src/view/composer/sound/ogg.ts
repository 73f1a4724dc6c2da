// Puts Opus packets into an Ogg file (RFC 3533, RFC 7845), which is what WhatsApp takes as a voice note.

/** Opus counts time in samples at 48 kHz, whatever it was recorded with. */
const RATE = 48_000;
const SERIAL = 0x7472616e;

/** How many segments a page may have, and how many packets go on one here: a second of sound. */
const PACKETS = 50;

/** An Ogg file with one Opus stream. */
export function oggOf(head: Uint8Array, packets: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const pages = [page(0, 0, 2, [head]), page(1, 0, 0, [tags()])];
  let samples = 0;
  for (let at = 0; at < packets.length; at += PACKETS) {
    const some = packets.slice(at, at + PACKETS);
    samples += some.reduce((sum, packet) => sum + samplesOf(packet), 0);
    pages.push(page(pages.length, samples, at + PACKETS >= packets.length ? 4 : 0, some));
  }
  const out = new Uint8Array(pages.reduce((sum, each) => sum + each.length, 0));
  let at = 0;
  for (const each of pages) {
    out.set(each, at);
    at += each.length;
  }
  return out;
}

/** How many samples a packet holds: its first byte says how long a frame is, and how many there are. */
export function samplesOf(packet: Uint8Array): number {
  const toc = packet[0] ?? 0;
  const config = toc >> 3;
  const ms =
    config < 12
      ? ([10, 20, 40, 60][config & 3] ?? 20)
      : config < 16
        ? ([10, 20][config & 1] ?? 20)
        : ([2.5, 5, 10, 20][config & 3] ?? 20);
  const code = toc & 3;
  const frames = code === 0 ? 1 : code === 3 ? (packet[1] ?? 1) & 63 : 2;
  return Math.round((ms * frames * RATE) / 1000);
}

/** The second packet of every stream: who made it, and no comments. */
function tags(): Uint8Array {
  const vendor = new TextEncoder().encode("Transom");
  const out = new Uint8Array(8 + 4 + vendor.length + 4);
  out.set(new TextEncoder().encode("OpusTags"));
  new DataView(out.buffer).setUint32(8, vendor.length, true);
  out.set(vendor, 12);
  return out;
}

function page(number: number, samples: number, flags: number, packets: readonly Uint8Array[]): Uint8Array {
  // A packet is cut into segments of 255 bytes; the last is shorter, if need be empty.
  const lacing = packets.flatMap((p) => [
    ...Array<number>(Math.floor(p.length / 255)).fill(255),
    p.length % 255,
  ]);
  const size = packets.reduce((sum, p) => sum + p.length, 0);
  const out = new Uint8Array(27 + lacing.length + size);
  const view = new DataView(out.buffer);
  out.set(new TextEncoder().encode("OggS"));
  out[5] = flags;
  view.setBigUint64(6, BigInt(samples), true);
  view.setUint32(14, SERIAL, true);
  view.setUint32(18, number, true);
  out[26] = lacing.length;
  out.set(lacing, 27);
  let at = 27 + lacing.length;
  for (const packet of packets) {
    out.set(packet, at);
    at += packet.length;
  }
  view.setUint32(22, checksum(out), true);
  return out;
}

const table = Array.from({ length: 256 }, (_, i) => {
  let r = i << 24;
  for (let bit = 0; bit < 8; bit++) r = r & 0x80000000 ? (r << 1) ^ 0x04c11db7 : r << 1;
  return r >>> 0;
});

/** Ogg's CRC-32, over the page with its own field at zero. */
function checksum(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) crc = ((crc << 8) ^ (table[((crc >>> 24) ^ byte) & 0xff] ?? 0)) >>> 0;
  return crc;
}
