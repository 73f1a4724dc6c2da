import { Share2 } from "lucide-react";

import type { Message } from "../../../state/model";
import { text, tree } from "../details";
import { PlainText } from "../PlainText";
import { CopyText } from "./CopyText";
import classes from "./Kinds.module.css";
import { Typed } from "./Typed";
import { useLaterWords } from "../../parts/useLaterWords";

/** A post, a reel or a link that somebody passed on. Its address is plain text: nobody has looked at it. */
export function Share({ message }: { message: Message }) {
  const { k } = useLaterWords();
  const share = tree(message.details, "share");
  const url = text(share, "url");
  const kind = text(share, "kind");
  const word = /reel/.test(kind)
    ? "kind.sharedReel"
    : /post|share/.test(kind)
      ? "kind.sharedPost"
      : "kind.sharedLink";
  return (
    <Typed icon={Share2} kind={k(word)}>
      {text(share, "title") && <div className={classes.title}>{text(share, "title")}</div>}
      {url && (
        <div className={classes.fact}>
          <bdi className={classes.url}>{url}</bdi> <CopyText text={url} />
        </div>
      )}
      {message.text && <PlainText text={message.text} />}
    </Typed>
  );
}
