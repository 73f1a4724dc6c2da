import { TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { CircleAlert, Phone } from "lucide-react";
import { useCallback, useState, type KeyboardEvent } from "react";

import { couldBePhone, offered, usePerson } from "../../state/begin";
import type { Channel, Conversation, State } from "../../state/model";
import { Fault } from "../../state/resources";
import { useMany } from "../../state/store";
import { Face } from "../parts/Face";
import { faultText } from "../parts/fault";
import { useActive } from "../parts/useActive";
import { useWindowWords } from "../parts/useWindowWords";
import classes from "./Begin.module.css";
import type { Somebody } from "./useBegin";

/** How long somebody pauses before a number is looked up, in milliseconds. */
const PAUSE = 300;

const idOf = ({ row, phone }: Somebody): string => row?.id ?? phone ?? "";

/** To whom: a name or a number. People we talk with are offered; a number is read as it will be written to. */
export function To({ channel, onMeet }: { channel: Channel; onMeet: (somebody: Somebody) => void }) {
  const { w, t } = useWindowWords();
  const [typed, setTyped] = useState("");
  const [asked] = useDebouncedValue(typed.trim(), PAUSE);
  const known = useMany(useCallback((s: State) => offered(s, typed), [typed]));
  const person = usePerson(channel.id, asked);
  const settled = asked === typed.trim() && couldBePhone(asked) ? person : undefined;
  const found = settled?.data;
  const there = found?.conversation;
  const all: Somebody[] = [
    ...known.filter((row) => row.id !== there?.id).map((row) => ({ row })),
    ...(found ? [{ row: there, phone: found.phone }] : []),
  ];
  const { at, move } = useActive(all.map(idOf), typed);
  const press = (e: KeyboardEvent) => {
    if (e.nativeEvent.isComposing) return;
    const by = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    const somebody = all[at];
    if (by) move(Math.max(0, Math.min(all.length - 1, at + by)));
    else if (e.key === "Enter" && somebody) onMeet(somebody);
    else return;
    e.preventDefault();
  };
  return (
    <>
      <TextInput
        data-autofocus
        label={w("begin.to")}
        description={w("begin.toHint")}
        role="combobox"
        aria-expanded={all.length > 0}
        aria-controls="addressees"
        aria-activedescendant={all[at] ? `addressee ${at}` : undefined}
        autoComplete="off"
        value={typed}
        onChange={(e) => setTyped(e.currentTarget.value)}
        onKeyDown={press}
      />
      <div id="addressees" role="listbox" aria-label={w("begin.people")} className={classes.offers}>
        {all.map((somebody, i) => (
          <Offer
            key={idOf(somebody)}
            id={`addressee ${i}`}
            somebody={somebody}
            chosen={i === at}
            onPoint={() => move(i)}
            onMeet={onMeet}
          />
        ))}
      </div>
      <p className={classes.said} role="status">
        {settled?.isFetching && w("begin.checking")}
        {settled?.error && (
          <span className={classes.wrong}>
            <CircleAlert size={13} aria-hidden />
            {settled.error instanceof Fault ? faultText(t, settled.error) : t("fault.other")}
          </span>
        )}
        {typed.trim() !== "" && all.length === 0 && !couldBePhone(typed) && w("begin.nobody")}
      </p>
    </>
  );
}

interface OfferProps {
  id: string;
  somebody: Somebody;
  chosen: boolean;
  onPoint: () => void;
  onMeet: (somebody: Somebody) => void;
}

function Offer({ id, somebody, chosen, onPoint, onMeet }: OfferProps) {
  const { w } = useWindowWords();
  const row: Conversation | undefined = somebody.row;
  return (
    // The keys belong to the field, which the focus stays in.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={id}
      role="option"
      aria-selected={chosen}
      tabIndex={-1}
      className={classes.offer}
      onPointerMove={() => !chosen && onPoint()}
      onMouseDown={(e) => e.preventDefault()}
      onClick={() => onMeet(somebody)}
    >
      {row ? (
        <Face name={row.contact.name} size={28} channel={row.channelKind} />
      ) : (
        <Phone size={18} aria-hidden />
      )}
      <span className={classes.name}>
        {row ? <bdi>{row.contact.name}</bdi> : w("begin.writeTo")}
        <span className={classes.phone} dir="ltr">
          {row?.contact.phone ?? somebody.phone}
        </span>
      </span>
      {row && somebody.phone && (
        <span className={classes.said}>{w("begin.known", { name: row.contact.name })}</span>
      )}
    </div>
  );
}
