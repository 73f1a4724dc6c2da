import type { Message } from "../../../state/model";
import { family } from "../../parts/typeIcon";
import { PlainText } from "../PlainText";
import { Answer, Flow } from "./Answer";
import { Cards } from "./Cards";
import { Choices } from "./Choices";
import { Location } from "./Location";
import { Order } from "./Order";
import { Referral } from "./Referral";
import { Share } from "./Share";
import { StoryMention } from "./Story";
import { Template } from "./Template";
import { Unknown } from "./Unknown";

/** A message that is neither words nor a file alone. */
export function Kind({ message }: { message: Message }) {
  switch (message.type) {
    case "interactive.button":
    case "interactive.list":
      return message.interactive ? <Choices message={message} /> : <PlainText text={message.text} />;
    case "interactive.nfm_reply":
      return <Flow message={message} />;
    case "share":
      return <Share message={message} />;
    case "story_mention":
      return <StoryMention message={message} />;
    case "referral":
      return <Referral message={message} />;
  }
  switch (family(message.type)) {
    case "location":
      return <Location message={message} />;
    case "contacts":
      return <Cards message={message} />;
    case "order":
      return <Order message={message} />;
    case "interactive":
    case "button":
    case "postback":
    case "quick_reply":
      return <Answer message={message} />;
    case "template":
      return <Template message={message} />;
    default:
      return <Unknown message={message} />;
  }
}
