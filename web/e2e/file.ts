/** A picture of one pixel. */
export const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
  "base64",
);

/** A file as a person would choose it. */
export function file(name: string, mimeType: string, body: string | Buffer) {
  return { name, mimeType, buffer: Buffer.from(body) };
}
