import { useState, lazy, Suspense } from "react";

import type { Media, Message } from "../../state/model";
import { family } from "../parts/typeIcon";
import { Attachment } from "./Attachment";
import classes from "./Attachment.module.css";

const Viewer = lazy(() => import("./Viewer").then((m) => ({ default: m.Viewer })));

/** The files of a message: one, or the grid of an album. A picture opens over the page. */
export function Album({ message, media }: { message: Message; media: Media }) {
  const [shown, setShown] = useState<number>();
  const files = [media, ...(message.more ?? [])];
  const grid =
    files.length > 1 && files.every((file) => file.mime.startsWith("image/") || kindOf(file) === "video");
  return (
    <div className={grid ? classes.album : undefined} data-count={grid ? files.length : undefined}>
      {files.map((file, n) => (
        <Attachment
          // The files of a message never change their order.
          // oxlint-disable-next-line react/no-array-index-key
          key={n}
          message={message}
          media={file}
          n={n}
          kind={n === 0 ? family(message.type) : kindOf(file)}
          onOpen={() => setShown(n)}
        />
      ))}
      <Suspense>
        {shown !== undefined && (
          <Viewer message={message} files={files} start={shown} onClose={() => setShown(undefined)} />
        )}
      </Suspense>
    </div>
  );
}

/** As what a file is drawn: by its own type, where the message's type is that of the first one. */
function kindOf({ mime }: Media): string {
  const top = mime.split("/")[0] ?? "";
  return top === "image" || top === "video" || top === "audio" ? top : "document";
}
