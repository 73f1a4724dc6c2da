import { CircleDashed } from "lucide-react";

import type { Message } from "../../../state/model";
import { text, tree } from "../details";
import { CopyText } from "./CopyText";
import classes from "./Kinds.module.css";
import { useLaterWords } from "../../parts/useLaterWords";

/** The story that was answered or that named us. Its address dies with it, and we keep no copy. */
export function Story({ message }: { message: Message }) {
  const { k } = useLaterWords();
  const story = tree(message.details, "story");
  const mention = text(story, "kind") === "mention" || message.type === "story_mention";
  const url = text(story, "url");
  return (
    <div className={classes.before}>
      <div className={classes.kind}>
        <CircleDashed size={13} aria-hidden /> {k(mention ? "kind.storyMention" : "kind.storyReply")}
      </div>
      {url && (
        <div className={classes.fact}>
          <bdi className={classes.url}>{url}</bdi> <CopyText text={url} />
        </div>
      )}
      <div className={classes.fact}>{k("kind.storyNotKept")}</div>
    </div>
  );
}

/** A story that names us, without more words. */
export function StoryMention({ message }: { message: Message }) {
  return (
    <>
      <Story message={message} />
      {message.text && <p className={classes.fact}>{message.text}</p>}
    </>
  );
}
