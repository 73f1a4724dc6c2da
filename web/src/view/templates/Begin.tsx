import { Modal, Select, Skeleton, TextInput } from "@mantine/core";
import { useState } from "react";

import type { Channel } from "../../state/model";
import { Fault, useChannels } from "../../state/resources";
import { setUi } from "../app/ui";
import { faultText } from "../parts/fault";
import { useFocusBack } from "../parts/useFocusBack";
import { useWindowWords } from "../parts/useWindowWords";
import { Addressee } from "./Addressee";
import classes from "./Begin.module.css";
import { Chooser } from "./Chooser";
import { lastChannel } from "./lastChannel";
import { To } from "./To";
import { useEscape } from "./useEscape";
import { useBegin, type Somebody } from "./useBegin";

const shut = () => setUi({ begin: false });

/** A conversation with somebody new: from which number, to whom, and the template it begins with. */
export function Begin() {
  const { w, t } = useWindowWords();
  useFocusBack();
  const press = useEscape(shut);
  const channels = useChannels();
  const able = channels.data?.filter((channel) => channel.kind === "whatsapp");
  return (
    <Modal
      opened
      onClose={shut}
      closeOnEscape={false}
      onKeyDown={press}
      title={w("begin.title")}
      size={680}
      closeButtonProps={{ "aria-label": t("keys.close") }}
    >
      {!able ? (
        <Skeleton height={80} radius={8} />
      ) : able.length === 0 ? (
        <p className={classes.said}>{w("begin.noChannel")}</p>
      ) : (
        <Form channels={able} />
      )}
    </Modal>
  );
}

function Form({ channels }: { channels: readonly Channel[] }) {
  const { w, t } = useWindowWords();
  const [chosen, choose] = useState(lastChannel);
  const [to, setTo] = useState<Somebody>();
  const [name, setName] = useState("");
  const channel = channels.find((each) => each.id === chosen) ?? channels[0];
  const begin = useBegin(channel, to, name, shut);
  if (!channel) return null;
  const meet = (somebody: Somebody) => {
    setTo(somebody);
    if (somebody.row) choose(somebody.row.channelId);
  };
  const said = begin.fault && (begin.fault instanceof Fault ? faultText(t, begin.fault) : t("fault.other"));
  return (
    <div className={classes.form}>
      {channels.length > 1 && (
        <Select
          label={w("begin.from")}
          allowDeselect={false}
          data={channels.map(({ id, name, phone }) => ({
            value: id,
            label: phone ? `${name} · ${phone}` : name,
          }))}
          value={channel.id}
          onChange={(id) => id && choose(id)}
        />
      )}
      {to ? (
        <>
          <Addressee to={to} onChange={() => setTo(undefined)} onOpen={shut} />
          {!to.row && (
            <TextInput
              label={w("begin.name")}
              description={w("begin.nameHint")}
              maxLength={80}
              value={name}
              onChange={(e) => setName(e.currentTarget.value)}
            />
          )}
          <Chooser
            key={channel.id}
            channel={channel}
            fields={begin.fields}
            busy={begin.busy}
            said={said && <span className={classes.wrong}>{said}</span>}
            onSend={begin.send}
          />
        </>
      ) : (
        <To channel={channel} onMeet={meet} />
      )}
    </div>
  );
}
