import type { Locator } from "@playwright/test";

/** A picture of one pixel. */
export const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
  "base64",
);

/** A file as a person would choose it. */
export function file(name: string, mimeType: string, body: string | Buffer) {
  return { name, mimeType, buffer: Buffer.from(body) };
}

/** Does with a file what a hand does: drags it over a place and lets go, or pastes it there. */
export async function hand(place: Locator, how: "drop" | "paste", name: string, type: string): Promise<void> {
  await place.evaluate(
    (el, [event, called, mime, bytes]) => {
      const data = new DataTransfer();
      const body = Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0));
      data.items.add(new File([body], called, { type: mime }));
      if (event === "paste") {
        el.dispatchEvent(
          new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
        );
        return;
      }
      for (const step of ["dragenter", "dragover", "drop"])
        el.dispatchEvent(new DragEvent(step, { dataTransfer: data, bubbles: true, cancelable: true }));
    },
    [how, name, type, PNG.toString("base64")] as const,
  );
}
