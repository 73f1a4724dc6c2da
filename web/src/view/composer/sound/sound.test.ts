import { describe, expect, test } from "vitest";

import { oggOf, samplesOf } from "./ogg";
import { wav } from "./wav";
import { opusOf } from "./webm";

const head = new TextEncoder().encode("OpusHead-of-19-byte");

/** An EBML element with a size of one byte, or of unknown size. */
function element(id: number[], body: number[], unknown = false): number[] {
  return [...id, unknown ? 0xff : 0x80 | body.length, ...body];
}

const block = (...packet: number[]) => element([0xa3], [0x81, 0, 0, 0x80, ...packet]);
const track = element([0x16, 0x54, 0xae, 0x6b], element([0xae], element([0x63, 0xa2], [...head])));
const cluster = (...blocks: number[][]) => element([0x1f, 0x43, 0xb6, 0x75], blocks.flat(), true);
const webm = (...parts: number[][]) =>
  new Uint8Array([
    ...element([0x1a, 0x45, 0xdf, 0xa3], []),
    ...element([0x18, 0x53, 0x80, 0x67], parts.flat(), true),
  ]);

describe("a recording in WebM", () => {
  test("gives its packets in their order, across clusters of unknown size", () => {
    const opus = opusOf(webm(track, cluster(block(1, 2), block(3)), cluster(block(4, 5, 6))));
    expect(opus.head).toEqual(head);
    expect(opus.packets.map((packet) => [...packet])).toEqual([[1, 2], [3], [4, 5, 6]]);
  });

  test("without sound in it is refused, and so is what is no WebM", () => {
    expect(() => opusOf(webm(track))).toThrow("no Opus");
    expect(() => opusOf(new Uint8Array([0, 1, 2]))).toThrow();
  });
});

describe("an Ogg file", () => {
  // 20 ms, one frame; the rest does not matter here.
  const packet = (size: number) => new Uint8Array([0x78, ...Array<number>(size - 1).fill(7)]);

  test("counts its samples at 48 kHz", () => {
    expect(samplesOf(packet(3))).toBe(960);
    expect(samplesOf(new Uint8Array([0x7b, 3]))).toBe(2880);
  });

  test("has pages with the header, the tags and the sound, the last marked as such", () => {
    const ogg = oggOf(head, [packet(10), packet(300), packet(255)]);
    const pages = pagesOf(ogg);
    expect(pages.map((page) => page.flags)).toEqual([2, 0, 4]);
    expect(pages.map((page) => page.samples)).toEqual([0n, 0n, 2880n]);
    // 300 bytes are 255 and 45; 255 are 255 and none.
    expect(pages[2]?.lacing).toEqual([10, 255, 45, 255, 0]);
  });

  test("checks with Ogg's sum", () => {
    const ogg = oggOf(head, [packet(10)]);
    for (const { start, end } of pagesOf(ogg)) {
      const page = ogg.slice(start, end);
      const told = new DataView(page.buffer).getUint32(22, true);
      page.fill(0, 22, 26);
      expect(slowSum(page)).toBe(told);
    }
  });
});

test("a WAV file says how long it is, and clips what is too loud", () => {
  const file = wav(new Float32Array([0, 1, -2]));
  const view = new DataView(file.buffer);
  expect(view.getUint32(40, true)).toBe(6);
  expect([44, 46, 48].map((at) => view.getInt16(at, true))).toEqual([0, 32_767, -32_767]);
});

function pagesOf(ogg: Uint8Array) {
  const pages = [];
  for (let at = 0; at < ogg.length;) {
    const view = new DataView(ogg.buffer, at);
    expect(new TextDecoder().decode(ogg.slice(at, at + 4))).toBe("OggS");
    const lacing = Array.from(ogg.subarray(at + 27, at + 27 + view.getUint8(26)));
    const end = at + 27 + lacing.length + lacing.reduce((a, b) => a + b, 0);
    pages.push({ start: at, end, flags: view.getUint8(5), samples: view.getBigUint64(6, true), lacing });
    at = end;
  }
  return pages;
}

/** The same sum, bit by bit. */
function slowSum(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) crc = crc < 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  }
  return crc >>> 0;
}
