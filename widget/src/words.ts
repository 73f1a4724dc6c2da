/** What the widget says, in each language it speaks. English is complete by definition. */
const en = {
  open: "Open chat",
  openUnread: "Open chat, {n} new",
  close: "Close chat",
  messages: "Messages",
  write: "Write a message",
  placeholder: "Write to us…",
  send: "Send",
  attach: "Attach a picture or video",
  remove: "Remove",
  again: "Try again",
  you: "You",
  team: "Team",
  typing: "Somebody is typing…",
  connecting: "Connecting…",
  offline: "You are offline. What you write is kept and sent when you are back.",
  slow: "That was fast: the rest is sent in a moment.",
  sending: "Sending…",
  waiting: "Waits for the connection",
  failed: "Not sent. {why}",
  signIn: "Please sign in on this page to write to us.",
  expired: "Your sign-in on this page is over. Load the page again to go on.",
  unavailable: "The chat is not available at the moment.",
  deleted: "This message was deleted",
  file: "File",
  tooLong: "Your text is longer than {n} characters.",
  fileType: "Only pictures (JPEG, PNG, WebP, GIF) and MP4 videos can be sent.",
  fileSize: "Pictures can have {image} MB, videos {video} MB.",
  problem: "Something is wrong with it.",
};

export type Words = typeof en;

const de: Words = {
  open: "Chat öffnen",
  openUnread: "Chat öffnen, {n} neu",
  close: "Chat schließen",
  messages: "Nachrichten",
  write: "Nachricht schreiben",
  placeholder: "Schreiben Sie uns …",
  send: "Senden",
  attach: "Bild oder Video anhängen",
  remove: "Entfernen",
  again: "Noch einmal versuchen",
  you: "Sie",
  team: "Team",
  typing: "Jemand schreibt …",
  connecting: "Verbindung wird hergestellt …",
  offline:
    "Sie sind offline. Was Sie schreiben, bleibt erhalten und wird gesendet, sobald Sie wieder verbunden sind.",
  slow: "Das ging schnell: Der Rest wird gleich gesendet.",
  sending: "Wird gesendet …",
  waiting: "Wartet auf die Verbindung",
  failed: "Nicht gesendet. {why}",
  signIn: "Bitte melden Sie sich auf dieser Seite an, um uns zu schreiben.",
  expired: "Ihre Anmeldung auf dieser Seite ist abgelaufen. Laden Sie die Seite neu.",
  unavailable: "Der Chat ist zurzeit nicht erreichbar.",
  deleted: "Diese Nachricht wurde gelöscht",
  file: "Datei",
  tooLong: "Ihr Text ist länger als {n} Zeichen.",
  fileType: "Es können nur Bilder (JPEG, PNG, WebP, GIF) und MP4-Videos gesendet werden.",
  fileSize: "Bilder dürfen {image} MB haben, Videos {video} MB.",
  problem: "Damit stimmt etwas nicht.",
};

const languages: Record<string, Words> = { en, de };

/** The first language of these that the widget speaks, and its words. */
export function wordsFor(...tags: readonly (string | null | undefined)[]): { tag: string; words: Words } {
  for (const tag of tags) {
    const words = tag ? languages[tag.toLowerCase().split("-")[0] ?? ""] : undefined;
    if (tag && words) return { tag, words };
  }
  return { tag: "en", words: en };
}

/** A sentence with its places filled. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}
