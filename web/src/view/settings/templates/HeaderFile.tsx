import { FileInput } from "@mantine/core";
import { Paperclip } from "lucide-react";

import type { Header } from "../../../state/templateForm";
import { useWords } from "../useWords";

const accepted = {
  none: "",
  text: "",
  image: "image/jpeg,image/png",
  video: "video/mp4,video/3gpp",
  document: "application/pdf",
} as const satisfies Record<Header, string>;

interface Props {
  header: Header;
  file: File | undefined;
  onFile: (file: File | undefined) => void;
  wrong: string | undefined;
}

/** The file that the platform's reviewers see in the place of the one that is sent each time. */
export function HeaderFile({ header, file, onFile, wrong }: Props) {
  const { t } = useWords();
  return (
    <FileInput
      label={t("tpFile")}
      description={t("tpFileHint")}
      leftSection={<Paperclip size={15} aria-hidden />}
      accept={accepted[header]}
      clearable
      value={file ?? null}
      onChange={(chosen) => onFile(chosen ?? undefined)}
      error={wrong}
    />
  );
}
