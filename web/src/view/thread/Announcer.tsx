import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { amends } from "../../state/about";
import type { Message } from "../../state/model";
import { rowOf } from "../../state/rows";
import { now } from "../../state/store";
import { typeWord } from "../parts/typeIcon";

/** Reads new messages of the customer out, politely, while their thread is open. */
export function Announcer({ id, messages }: { id: string; messages: readonly Message[] }) {
  const { t } = useTranslation();
  const [said, setSaid] = useState("");
  const last = useRef<string>(undefined);
  useEffect(() => {
    const newest = messages.at(-1);
    if (!newest) return;
    const known = last.current;
    last.current = newest.id;
    if (known === undefined || newest.id <= known || newest.direction !== "in" || amends(newest.type)) return;
    const word = typeWord(newest.type);
    const text = newest.text || (word === "unsupported" ? t("message.text") : t(`message.${word}`));
    setSaid(t("thread.arrived", { name: rowOf(now(), id)?.contact.name ?? "", text }));
  }, [id, messages, t]);
  return (
    <div
      aria-live="polite"
      style={{
        position: "absolute",
        clipPath: "inset(50%)",
        inlineSize: 1,
        blockSize: 1,
        overflow: "hidden",
      }}
    >
      {said}
    </div>
  );
}
