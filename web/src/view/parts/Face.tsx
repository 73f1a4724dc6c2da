import type { CSSProperties } from "react";

import type { Conversation } from "../../state/model";
import { ChannelGlyph } from "./ChannelGlyph";
import classes from "./Face.module.css";
import { hueOf, initialsOf } from "./initials";

interface Props {
  name: string;
  /** In pixels. */
  size: number;
  channel?: Conversation["channelKind"];
  presence?: "online" | "away" | "offline";
  /** Colleagues have square faces, customers round ones. */
  square?: boolean;
}

/** Who somebody is at a glance: initials on a colour that stays theirs. The name itself is always beside it. */
export function Face({ name, size, channel, presence, square }: Props) {
  const style = { "--face": `${size}px`, "--hue": hueOf(name) } as CSSProperties;
  return (
    <span className={square ? `${classes.face} ${classes.square}` : classes.face} style={style} aria-hidden>
      <span className={classes.letters}>{initialsOf(name)}</span>
      {channel && (
        <span className={classes.glyph} data-glyph={channel}>
          <ChannelGlyph kind={channel} />
        </span>
      )}
      {presence && <span className={classes.dot} data-state={presence} />}
    </span>
  );
}
