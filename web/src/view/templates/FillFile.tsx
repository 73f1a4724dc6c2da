import { FileInput } from "@mantine/core";
import { Paperclip } from "lucide-react";
import { useEffect, useRef, useState } from "react";

import { shortName } from "../../state/carry";
import type { Capability } from "../../state/model";
import type { Hole } from "../../state/template";
import { headerTypes } from "../../state/templateFill";
import { size } from "../../words/time";
import { useWindowWords } from "../parts/useWindowWords";
import classes from "./Fill.module.css";
import { useProblem } from "./problem";
import type { Filling } from "./useFill";

interface Props {
  hole: Hole;
  filling: Filling;
  able: Capability | undefined;
  first: boolean;
}

/** The file of a template's header, with what may be sent. */
export function FillFile({ hole, filling, able, first }: Props) {
  const { w } = useWindowWords();
  const said = useProblem();
  const input = useRef<HTMLButtonElement>(null);
  const [start] = useState(first);
  useEffect(() => {
    if (start) input.current?.focus();
  }, [start]);
  const kind = hole.kind as "image" | "video" | "document";
  const types = headerTypes(kind, able);
  const problem = filling.wrong[hole.place];
  return (
    <FileInput
      ref={input}
      label={w(`fill.${kind}`)}
      description={w("fill.limits", {
        types: types.map(shortName).join(", "),
        most: size(able?.files[kind]?.bytes ?? 0),
      })}
      placeholder={w("fill.choose")}
      leftSection={<Paperclip size={14} aria-hidden />}
      classNames={{ input: problem === "missing" ? classes.missing : undefined }}
      accept={types.join(",")}
      required
      clearable
      clearButtonProps={{ "aria-label": w("fill.remove") }}
      value={filling.file ?? null}
      onChange={(file) => filling.setFile(file ?? undefined)}
      error={problem && problem !== "missing" ? said(problem) : undefined}
    />
  );
}
