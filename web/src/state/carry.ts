// What a channel can carry, judged before anything is sent: the client's mirror of the server's rules. The
// numbers come with the channel; nothing about a platform stands here.
import type { Capability, FileLimit } from "../net/shapes";

export type FileType = "image" | "video" | "audio" | "document" | "sticker";

const order: readonly FileType[] = ["image", "video", "audio", "document", "sticker"];

/** Why a file may not go: a word of the catalogue ("attach") with what it needs to say. */
export interface Obstacle {
  code: "empty" | "type" | "large" | "noAudio" | "noFiles" | "whatsappOnly";
  /** The most bytes that this kind of file may have. */
  most?: number;
  /** What may go instead, as short names: "JPEG", "PNG". */
  instead?: readonly string[];
}

export interface Carried {
  type?: FileType;
  mime: string;
  obstacle?: Obstacle;
}

/** A file before it is sent. */
export interface Candidate {
  name: string;
  type: string;
  size: number;
}

/** Decides as what a file goes over a channel, or why it cannot. */
export function carry(able: Capability, file: Candidate): Carried {
  const mime = mimeOf(file);
  const type = order.find((t) => able.files[t]?.mimes.includes(mime));
  if (!type) return { mime, obstacle: wrongType(able, mime) };
  const most = able.files[type]?.bytes ?? 0;
  if (file.size === 0) return { type, mime, obstacle: { code: "empty" } };
  return file.size > most ? { type, mime, obstacle: { code: "large", most } } : { type, mime };
}

function wrongType(able: Capability, mime: string): Obstacle {
  const instead = accepted(able);
  if (instead.length === 0) return { code: "noFiles" };
  if (mime.startsWith("audio/") && !able.files["audio"]) return { code: "noAudio" };
  if ((mime === "application/pdf" || mime === "text/csv") && !able.files["document"])
    return { code: "whatsappOnly" };
  return { code: "type", instead };
}

/** Every type of file that a channel takes, as its short names. */
function accepted(able: Capability): readonly string[] {
  const mimes = Object.values(able.files).flatMap((limit: FileLimit) => limit.mimes);
  return [...new Set(mimes.map(shortName))];
}

/** What a file chooser should offer. */
export const accepts = (able: Capability): string =>
  [
    ...new Set([
      ...Object.values(able.files).flatMap((l) => l.mimes),
      ...(able.files["document"] ? [".csv"] : []),
    ]),
  ].join(",");

const short: Readonly<Record<string, string>> = {
  "text/plain": "TXT",
  "video/quicktime": "MOV",
  "video/x-msvideo": "AVI",
  "video/3gpp": "3GP",
  "audio/mpeg": "MP3",
  "application/msword": "DOC",
  "application/vnd.ms-excel": "XLS",
  "application/vnd.ms-powerpoint": "PPT",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PPTX",
};

/** "PDF" for "application/pdf": what people call a type of file. */
export function shortName(mime: string): string {
  return short[mime] ?? (mime.split("/").at(-1) ?? mime).replace(/^x-/, "").toUpperCase();
}

// Browsers ask the system what a file is, which may not know, or call a CSV an Excel file.
const byEnding: Readonly<Record<string, string>> = {
  csv: "text/csv",
  txt: "text/plain",
  pdf: "application/pdf",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
  gif: "image/gif",
  webp: "image/webp",
  mp4: "video/mp4",
  mov: "video/quicktime",
  webm: "video/webm",
  mp3: "audio/mpeg",
  m4a: "audio/mp4",
  ogg: "audio/ogg",
  opus: "audio/ogg",
  wav: "audio/wav",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

const alike: Readonly<Record<string, string>> = {
  "audio/x-wav": "audio/wav",
  "audio/wave": "audio/wav",
  "audio/x-m4a": "audio/mp4",
  "audio/mp3": "audio/mpeg",
  "image/jpg": "image/jpeg",
};

function mimeOf({ name, type }: Candidate): string {
  const ending = name.includes(".") ? (name.split(".").at(-1) ?? "").toLowerCase() : "";
  if (ending === "csv") return "text/csv";
  const said = (type.split(";")[0] ?? "").trim().toLowerCase();
  return (alike[said] ?? said) || byEnding[ending] || "application/octet-stream";
}

/** A text against a channel's limit. */
export interface Length {
  used: number;
  limit: number;
  /** Instagram counts bytes, everybody else characters. */
  unit: "characters" | "bytes";
}

const NOTE = 10_000;
const UNKNOWN = 4096;

/** How long a text is, and may be. A comment's public answer has a limit of its own. */
export function lengthOf(
  able: Capability | undefined,
  text: string,
  as: "reply" | "note" | "comment" | "caption",
): Length {
  if (as === "note") return { used: runes(text), limit: NOTE, unit: "characters" };
  if (as === "comment")
    return { used: runes(text), limit: able?.commentRunes ?? UNKNOWN, unit: "characters" };
  if (as === "caption") return { used: runes(text), limit: able?.caption ?? 0, unit: "characters" };
  if (able?.textBytes) return { used: bytes(text), limit: able.textBytes, unit: "bytes" };
  return { used: runes(text), limit: able?.textRunes ?? UNKNOWN, unit: "characters" };
}

const runes = (text: string): number => Array.from(text).length;
const bytes = (text: string): number => new TextEncoder().encode(text).length;
