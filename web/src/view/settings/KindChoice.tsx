import { Modal, UnstyledButton } from "@mantine/core";

import type { Channel } from "../../state/model";
import { ChannelGlyph } from "../parts/ChannelGlyph";
import { useFocusBack } from "../parts/useFocusBack";
import { kinds } from "./account";
import classes from "./Settings.module.css";
import { useWords } from "./useWords";

const leads = {
  whatsapp: "kindWhatsapp",
  messenger: "kindMessenger",
  instagram: "kindInstagram",
  webchat: "kindWebchat",
} as const satisfies Record<Channel["kind"], string>;

/** What shall be connected. */
export function KindChoice({
  onChoose,
  onDone,
}: {
  onChoose: (kind: Channel["kind"]) => void;
  onDone: () => void;
}) {
  const { t, words } = useWords();
  useFocusBack();
  return (
    <Modal opened onClose={onDone} title={t("connect")} closeButtonProps={{ "aria-label": t("cancel") }}>
      <div className={classes.cards}>
        {kinds.map((kind, index) => (
          <UnstyledButton
            key={kind}
            className={`${classes.card} ${classes.choice}`}
            onClick={() => onChoose(kind)}
            data-autofocus={index === 0 || undefined}
          >
            <span className={classes.sign}>
              <ChannelGlyph kind={kind} size={18} />
            </span>
            <span className={classes.about}>
              <span className={classes.name}>{words(`channel.${kind}`)}</span>
              <span className={classes.facts}>{t(leads[kind])}</span>
            </span>
          </UnstyledButton>
        ))}
      </div>
    </Modal>
  );
}
