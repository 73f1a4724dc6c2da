import { Modal } from "@mantine/core";

import { rowOf } from "../../state/rows";
import type { Conversation } from "../../state/model";
import { useTransom } from "../../state/store";
import { setUi } from "../app/ui";
import { useFocusBack } from "../parts/useFocusBack";
import { useWindowWords } from "../parts/useWindowWords";
import { Chooser } from "./Chooser";
import { useEscape } from "./useEscape";
import { useSendTemplate } from "./useSendTemplate";

const shut = () => setUi({ template: undefined });

/** Sends a template to somebody whose conversation is not open. */
export function SendDialog({ id }: { id: string }) {
  const row = useTransom((s) => rowOf(s, id));
  return row ? <Dialog row={row} /> : null;
}

function Dialog({ row }: { row: Conversation }) {
  const { w, t } = useWindowWords();
  useFocusBack();
  const press = useEscape(shut);
  const { channel, fields, send } = useSendTemplate(row);
  return (
    <Modal
      opened
      onClose={shut}
      closeOnEscape={false}
      onKeyDown={press}
      title={w("send.to", { name: row.contact.name })}
      size={640}
      closeButtonProps={{ "aria-label": t("keys.close") }}
    >
      {channel && (
        <Chooser
          channel={channel}
          fields={fields}
          onSend={(ready) => {
            send(ready);
            shut();
          }}
        />
      )}
    </Modal>
  );
}
