import { Modal } from "@mantine/core";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";

import type { Media, Message } from "../../state/model";
import { useAttachment } from "../../state/resources";
import { IconButton } from "../parts/IconButton";
import classes from "./Viewer.module.css";

interface Props {
  message: Message;
  files: readonly Media[];
  start: number;
  onClose: () => void;
}

/** The pictures and films of a message, as large as the page. */
export function Viewer({ message, files, start, onClose }: Props) {
  const { t } = useTranslation();
  const [n, setN] = useState(start);
  const { data } = useAttachment(message.conversationId, message.id, n, true);
  const file = files[n];
  const several = files.length > 1;
  const move = (by: number) => setN((now) => (now + by + files.length) % files.length);
  const press = (e: KeyboardEvent) => {
    if (e.key === "ArrowRight") move(1);
    if (e.key === "ArrowLeft") move(-1);
  };
  const label = message.text || t("message.image");
  return (
    <Modal
      opened
      onClose={onClose}
      fullScreen
      title={several ? t("message.ofMany", { n: n + 1, count: files.length }) : t("message.image")}
      closeButtonProps={{ "aria-label": t("keys.close") }}
      onKeyDown={press}
      classNames={{ body: classes.body, content: classes.content }}
    >
      {several && <IconButton icon={ChevronLeft} label={t("message.previous")} onClick={() => move(-1)} />}
      <div className={classes.stage}>
        {data?.inline && file?.mime.startsWith("video/") ? (
          <video src={data.url} controls aria-label={label} />
        ) : (
          data?.inline && <img src={data.url} alt={label} />
        )}
      </div>
      {several && <IconButton icon={ChevronRight} label={t("message.next")} onClick={() => move(1)} />}
    </Modal>
  );
}
