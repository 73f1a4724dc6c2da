import { Menu } from "@mantine/core";
import { LockKeyhole } from "lucide-react";
import { useState, type ReactElement } from "react";

import { deadlineOf } from "../../state/deadline";
import type { Content, Conversation } from "../../state/model";
import { scheduleOnce } from "../../state/putAway";
import { serverNow } from "../../state/store";
import { clockTime, moment } from "../../words/time";
import { screen, setUi } from "../app/ui";
import { useDeskWords } from "../parts/useDeskWords";
import { PickTime } from "./PickTime";
import classes from "./Scheduled.module.css";
import { offered, zone } from "./times";

interface Props {
  row: Conversation;
  parts: () => (Content & { blob?: Blob })[];
  /** Empties the place to write; what it gives puts back what did not get away. */
  clear: () => (gone: number) => void;
  /** What the draft is called in every tab. */
  draftKey: string | undefined;
  target: ReactElement;
}

const shut = () => setUi({ menu: undefined });

/** Nothing was chosen: one goes on writing. */
const cancel = () => {
  shut();
  screen.compose("reply");
};

/** When it goes out: soon, in the morning, or whenever the person says. */
export function LaterMenu({ row, parts, clear, draftKey, target }: Props) {
  const { w } = useDeskWords();
  const [picking, pick] = useState(false);
  const now = serverNow();
  const deadline = deadlineOf(row);
  const at = async (due: number) => {
    shut();
    const all = parts();
    const back = clear(); // the next one can be written while this one is put away
    screen.compose("reply");
    const gone = await scheduleOnce(draftKey, row.id, due, all);
    if (gone < all.length) back(gone);
  };
  if (picking)
    return (
      <>
        {target}
        <PickTime row={row} title={w("later.pickTitle")} go={w("later.go")} onPick={at} onClose={cancel} />
      </>
    );
  return (
    <Menu
      opened
      onChange={(open) => !open && cancel()}
      position="top-end"
      width={270}
      returnFocus
      withInitialFocusPlaceholder={false}
      menuItemTabIndex={0}
    >
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{w("later.title", { zone: zone() })}</Menu.Label>
        {offered(now).map(({ name, at: due }) => (
          <Menu.Item
            key={name}
            onClick={() => void at(due)}
            rightSection={
              <span className={classes.due}>
                {deadline > 0 && due >= deadline && (
                  <LockKeyhole size={12} aria-label={w("later.closedThen")} />
                )}
                {name === "hour" ? clockTime(due) : moment(due, now)}
              </span>
            }
          >
            {w(`later.${name}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item closeMenuOnClick={false} onClick={() => pick(true)}>
          {w("later.pick")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
