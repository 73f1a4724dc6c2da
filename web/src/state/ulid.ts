// ULIDs by the server's clock: the time in them orders the thread and is checked by the server.

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const TIME_CHARS = 10;
const RANDOM_CHARS = 16;

/** The ULID for a time in milliseconds; fill gives random bytes. */
export function ulid(ms: number, fill: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array = randomBytes): string {
  let time = "";
  for (let rest = Math.floor(ms), i = 0; i < TIME_CHARS; i++, rest = Math.floor(rest / 32)) {
    time = alphabet.charAt(rest % 32) + time;
  }
  const tail = fill(new Uint8Array(RANDOM_CHARS));
  return time + Array.from(tail, (byte) => alphabet.charAt(byte % 32)).join("");
}

/** The time in a ULID, in milliseconds. */
export function ulidTime(id: string): number {
  return Array.from(id.slice(0, TIME_CHARS)).reduce((sum, char) => sum * 32 + alphabet.indexOf(char), 0);
}

function randomBytes(bytes: Uint8Array<ArrayBuffer>): Uint8Array {
  return crypto.getRandomValues(bytes);
}
