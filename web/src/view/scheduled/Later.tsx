import { CalendarClock } from "lucide-react";
import { lazy, Suspense, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import type { Content, Conversation } from "../../state/model";
import { offer, setUi, uiNow, useUi } from "../app/ui";
import { IconButton } from "../parts/IconButton";

const LaterMenu = lazy(() => import("./LaterMenu").then((m) => ({ default: m.LaterMenu })));

interface Props {
  row: Conversation;
  sending: {
    ready: boolean;
    /** Whether something is missing in what was written, which is then said. */
    holds: () => boolean;
    parts: () => (Content & { blob?: Blob })[];
    clear: () => (gone: number) => void;
    draftKey: string | undefined;
  };
}

/** Beside Send: what was written goes out at another time. */
export function Later({ row, sending }: Props) {
  const { t } = useTranslation();
  const opened = useUi((ui) => ui.menu === "later");
  const open = () => {
    if (sending.ready && !sending.holds()) setUi({ menu: "later" });
  };
  const latest = useRef(open);
  useEffect(() => {
    latest.current = open;
  });
  useEffect(() => offer({ later: () => latest.current() }), []);
  // Its menu goes with it: the next one is opened by whoever wants it.
  useEffect(
    () => () => {
      if (uiNow().menu === "later") setUi({ menu: undefined });
    },
    [],
  );
  const button = (
    <IconButton
      icon={CalendarClock}
      label={t("composer.later")}
      keys="mod+shift+enter"
      aria-haspopup="menu"
      aria-expanded={opened}
      disabled={!sending.ready}
      onClick={open}
    />
  );
  return opened ? (
    <Suspense fallback={button}>
      <LaterMenu row={row} {...sending} target={button} />
    </Suspense>
  ) : (
    button
  );
}
