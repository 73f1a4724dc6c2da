import { FileText } from "lucide-react";
import { useEffect, useMemo } from "react";

import { fileOf } from "../../state/files";
import type { Outgoing } from "../../state/model";
import { discard } from "../../state/outbox";
import { useTransom } from "../../state/store";
import { size } from "../../words/time";
import { useLaterWords } from "../parts/useLaterWords";
import classes from "./Going.module.css";
import problem from "./Problem.module.css";

/** The file that goes along: a picture as itself, others by name, and how much of it has gone. */
export function Going({ outgoing }: { outgoing: Outgoing }) {
  const { k, t } = useLaterWords();
  const { clientId, file, type, phase } = outgoing;
  const share = useTransom((s) => s.uploads[clientId]);
  const picture = type === "image" || type === "sticker";
  const url = useMemo(() => {
    const blob = picture ? fileOf(clientId) : undefined;
    return blob && URL.createObjectURL(blob);
  }, [clientId, picture]);
  useEffect(
    () => () => {
      if (url) URL.revokeObjectURL(url);
    },
    [url],
  );
  const percent = Math.round((share ?? 0) * 100);
  return (
    <div className={classes.going}>
      {url ? (
        <img src={url} alt={file?.name ?? ""} />
      ) : (
        <div className={classes.goingFile}>
          <FileText size={20} strokeWidth={1.5} aria-hidden />
          <bdi>{file?.voice ? t("message.voice") : file?.name}</bdi>
          <span>{file && size(file.size)}</span>
        </div>
      )}
      {phase !== "refused" && (
        <div className={classes.goingFile}>
          {phase === "sending" && share !== undefined && (
            <progress max={100} value={percent} aria-label={k("attach.progress", { percent })} />
          )}
          <button type="button" className={problem.act} onClick={() => discard(clientId)}>
            {k("attach.cancel")}
          </button>
        </div>
      )}
    </div>
  );
}
