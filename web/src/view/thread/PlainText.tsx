import classes from "./Bubble.module.css";

const emojiOnly = /^(?:\p{Extended_Pictographic}|\p{Emoji_Component}|\s){1,24}$/u;
const anyEmoji = /\p{Extended_Pictographic}/u;

/** A customer's or colleague's words, exactly as written; addresses in them stay plain text. */
export function PlainText({ text }: { text: string }) {
  const emoji = emojiOnly.test(text) && anyEmoji.test(text);
  return (
    <p className={classes.text} data-emoji={emoji || undefined}>
      {text}
    </p>
  );
}
