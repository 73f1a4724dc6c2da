import type { Message } from "../../../state/model";
import { tree } from "../details";
import { Referral } from "./Referral";
import { Story } from "./Story";

/** What stands over a message: the ad that led to it, the story that it answers. */
export function Before({ message }: { message: Message }) {
  const has = (name: string) => Object.keys(tree(message.details, name)).length > 0;
  return (
    <>
      {has("referral") && <Referral message={message} />}
      {has("story") && <Story message={message} />}
    </>
  );
}
