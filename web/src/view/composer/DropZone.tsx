import { FileUp } from "lucide-react";
import { useState, type DragEvent } from "react";
import { useTranslation } from "react-i18next";

import { attach } from "../../state/pending";
import { useCapability } from "../../state/resources";
import type { Conversation } from "../../state/model";
import { screen } from "../app/ui";
import classes from "./DropZone.module.css";

const withFiles = (e: DragEvent): boolean => e.dataTransfer.types.includes("Files");

/** Takes files that are dragged over a conversation. `open`: the composer can be reached at all. */
export function useDrop(row: Conversation | undefined) {
  const able = useCapability(row?.channelId);
  const [over, setOver] = useState(false);
  const takes = row?.kind === "message" && able !== undefined;
  const handlers = {
    onDragEnter: (e: DragEvent) => takes && withFiles(e) && setOver(true),
    onDragOver: (e: DragEvent) => {
      if (takes && withFiles(e)) e.preventDefault();
    },
    onDragLeave: (e: DragEvent) => {
      // Leaving for a child is not leaving.
      if (!(e.relatedTarget instanceof Node && e.currentTarget.contains(e.relatedTarget))) setOver(false);
    },
    onDrop: (e: DragEvent) => {
      setOver(false);
      if (!takes || !withFiles(e)) return;
      e.preventDefault();
      screen.compose("reply");
      attach(row.id, able, e.dataTransfer.files);
    },
  };
  return { over, handlers };
}

export function DropZone() {
  const { t } = useTranslation();
  return (
    <div className={classes.zone}>
      <FileUp size={26} aria-hidden />
      {t("attach.drop")}
    </div>
  );
}
