import { CircleAlert, FileText, X } from "lucide-react";
import { useEffect, useMemo } from "react";

import { shortName } from "../../state/carry";
import { detach, type Pending } from "../../state/pending";
import { size } from "../../words/time";
import { screen } from "../app/ui";
import { useLaterWords } from "../parts/useLaterWords";
import classes from "./Tray.module.css";

/** What will be sent along, each as its own message; and what cannot be, with why. */
export function Tray({ conversationId, files }: { conversationId: string; files: readonly Pending[] }) {
  const { k } = useLaterWords();
  return (
    <ul className={classes.tray} aria-label={k("attach.list")}>
      {files.map((file) => (
        <li key={file.id} className={classes.file} data-wrong={file.obstacle ? true : undefined}>
          <Preview file={file} />
          <span className={classes.about}>
            <bdi className={classes.name} title={file.name}>
              {file.name}
            </bdi>
            {file.obstacle ? (
              <span className={classes.why} role="alert">
                <CircleAlert size={12} aria-hidden />
                {k(`attach.${file.obstacle.code}`, {
                  most: size(file.obstacle.most ?? 0),
                  size: size(file.size),
                  instead: (file.obstacle.instead ?? []).join(", "),
                })}
              </span>
            ) : (
              <span className={classes.meta}>
                {shortName(file.mime)} · {size(file.size)}
              </span>
            )}
          </span>
          <button
            type="button"
            className={classes.remove}
            aria-label={k("attach.remove", { name: file.name })}
            title={k("attach.remove", { name: file.name })}
            onClick={() => {
              detach(conversationId, [file.id]);
              // The button is gone with its file; the focus goes on to the words.
              screen.compose("reply");
            }}
          >
            <X size={15} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}

function Preview({ file }: { file: Pending }) {
  const picture = file.mime.startsWith("image/") && !file.snippetId;
  const url = useMemo(() => (picture ? URL.createObjectURL(file.file) : undefined), [picture, file.file]);
  useEffect(
    () => () => {
      if (url) URL.revokeObjectURL(url);
    },
    [url],
  );
  if (!url) return <FileText size={26} strokeWidth={1.4} aria-hidden />;
  return <img src={url} alt="" className={classes.picture} />;
}
