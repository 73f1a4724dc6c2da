// Puts a file where the server said it may go. The address is good for this one file and needs no token.
import { Fault, OFFLINE } from "./fault";
import type { Upload } from "./shapes";

/** Sends the file; progress is called with the share that has gone, 0 to 1. It throws a Fault. */
export function put(
  to: Upload,
  file: Blob,
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const ask = new XMLHttpRequest();
    const stop = () => ask.abort();
    ask.open(to.method, to.url);
    for (const [name, value] of Object.entries(to.headers)) {
      // The browser sets these itself, from the file.
      if (!/^(host|content-length)$/i.test(name)) ask.setRequestHeader(name, value);
    }
    ask.upload.addEventListener("progress", (e) => e.lengthComputable && progress(e.loaded / e.total));
    ask.addEventListener("load", () => {
      if (ask.status >= 200 && ask.status < 300) resolve();
      else reject(new Fault("upload_refused", ask.status, ""));
    });
    ask.addEventListener("error", () => reject(new Fault(OFFLINE, 0, "")));
    ask.addEventListener("abort", () => reject(new Fault("upload_cancelled", 0, "")));
    ask.addEventListener("loadend", () => signal.removeEventListener("abort", stop));
    signal.addEventListener("abort", stop);
    ask.send(file);
  });
}
