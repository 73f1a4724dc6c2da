import { Megaphone } from "lucide-react";

import type { Message } from "../../../state/model";
import { text, tree } from "../details";
import { PlainText } from "../PlainText";
import classes from "./Kinds.module.css";
import { useLaterWords } from "../../parts/useLaterWords";

/** The ad, post or link that led somebody here: a card over what they said. */
export function Referral({ message }: { message: Message }) {
  const { k } = useLaterWords();
  const ref = tree(message.details, "referral");
  const kind = text(ref, "source_type").toLowerCase();
  const source = kind.includes("ad")
    ? "kind.fromAd"
    : kind.includes("post")
      ? "kind.fromPost"
      : "kind.fromLink";
  const link = text(ref, "source_url");
  return (
    <div className={classes.before}>
      <div className={classes.kind}>
        <Megaphone size={13} aria-hidden /> {k(source)}
      </div>
      {text(ref, "headline") && <div className={classes.title}>{text(ref, "headline")}</div>}
      {text(ref, "body") && <PlainText text={text(ref, "body")} />}
      {link && (
        <div className={classes.fact}>
          <bdi>{link}</bdi>
        </div>
      )}
      {text(ref, "ref") && (
        <div className={classes.fact}>
          {k("kind.reference")}: <bdi>{text(ref, "ref")}</bdi>
        </div>
      )}
      {text(ref, "source_id") && (
        <div className={classes.fact}>
          {k("kind.source")}: <bdi>{text(ref, "source_id")}</bdi>
        </div>
      )}
    </div>
  );
}
