import { describe, expect, test } from "vitest";

import { accepts, carry, lengthOf, shortName } from "./carry";
import type { Capability } from "./model";

const able = (part: Partial<Capability>): Capability => ({
  files: {},
  reactions: true,
  replies: true,
  templates: false,
  receipts: true,
  ...part,
});

const whatsapp = able({
  textRunes: 4096,
  caption: 1024,
  files: {
    image: { bytes: 5_000_000, mimes: ["image/jpeg", "image/png"] },
    audio: { bytes: 16_000_000, mimes: ["audio/ogg"] },
    document: { bytes: 100_000_000, mimes: ["application/pdf", "text/csv"] },
    sticker: { bytes: 500_000, mimes: ["image/webp"] },
  },
});
const instagram = able({
  textBytes: 1000,
  commentRunes: 2200,
  files: { audio: { bytes: 1, mimes: ["audio/mp4"] } },
});
const webchat = able({ textRunes: 4000, files: { image: { bytes: 8_000_000, mimes: ["image/png"] } } });

const file = (name: string, type: string, size = 1000) => ({ name, type, size });

describe("a file", () => {
  test.each([
    ["a photo", whatsapp, file("a.jpg", "image/jpeg"), "image"],
    ["a document", whatsapp, file("a.pdf", "application/pdf"), "document"],
    [
      "a CSV that the system calls an Excel file",
      whatsapp,
      file("a.csv", "application/vnd.ms-excel"),
      "document",
    ],
    ["a file whose type the system does not know", whatsapp, file("A.PDF", ""), "document"],
    ["a picture for a sticker", whatsapp, file("a.webp", "image/webp"), "sticker"],
    ["a recording with its codec", whatsapp, file("a.ogg", "audio/ogg; codecs=opus"), "audio"],
  ] as const)("goes as what it is: %s", (_name, channel, candidate, type) => {
    expect(carry(channel, candidate)).toMatchObject({ type });
    expect(carry(channel, candidate).obstacle).toBeUndefined();
  });

  test.each([
    ["too large", whatsapp, file("a.png", "image/png", 5_000_001), { code: "large", most: 5_000_000 }],
    ["empty", whatsapp, file("a.png", "image/png", 0), { code: "empty" }],
    [
      "of a type nobody takes",
      webchat,
      file("a.exe", "application/x-msdownload"),
      { code: "type", instead: ["PNG"] },
    ],
    ["a PDF beside WhatsApp", webchat, file("a.pdf", "application/pdf"), { code: "whatsappOnly" }],
    ["a CSV beside WhatsApp", instagram, file("a.csv", "text/csv"), { code: "whatsappOnly" }],
    ["sound on web chat", webchat, file("a.mp3", "audio/mpeg"), { code: "noAudio" }],
    ["anything where no files go", able({}), file("a.png", "image/png"), { code: "noFiles" }],
  ] as const)("is refused before a byte is sent: %s", (_name, channel, candidate, obstacle) => {
    expect(carry(channel, candidate).obstacle).toEqual(obstacle);
  });

  test("may have exactly the most bytes", () => {
    expect(carry(whatsapp, file("a.png", "image/png", 5_000_000)).obstacle).toBeUndefined();
  });

  test("chooser offers what the channel takes, CSV by its ending too", () => {
    expect(accepts(whatsapp)).toContain(".csv");
    expect(accepts(webchat)).toBe("image/png");
    expect(shortName("application/pdf")).toBe("PDF");
  });
});

describe("a text", () => {
  test("is measured in bytes where the channel does, in characters elsewhere", () => {
    expect(lengthOf(instagram, "é😀", "reply")).toEqual({ used: 6, limit: 1000, unit: "bytes" });
    expect(lengthOf(whatsapp, "é😀", "reply")).toEqual({ used: 2, limit: 4096, unit: "characters" });
  });

  test("has its own limit as a note, a caption and a public answer", () => {
    expect(lengthOf(instagram, "", "comment").limit).toBe(2200);
    expect(lengthOf(whatsapp, "", "caption").limit).toBe(1024);
    expect(lengthOf(undefined, "", "note").limit).toBe(10_000);
  });
});
