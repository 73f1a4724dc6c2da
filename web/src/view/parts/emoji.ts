// The emoji people use with customers, each with the words it is found by. A group is a line of the picker.

/** Emoji and search words in turns. */
const groups = {
  faces:
    "😀 grin|😄 smile happy|😁 beam|😂 joy tears laugh|🤣 rolling laugh|😊 blush smile|🙂 slight smile|😉 wink|😍 love eyes|🥰 love hearts|😘 kiss|😋 yum tasty|😎 cool sunglasses|🤩 star struck|🥳 party|🤔 think|🤨 doubt|😐 neutral|🙄 roll eyes|😅 sweat relief|😬 grimace|😏 smirk|😴 sleep|🤗 hug|🤭 giggle|🤫 quiet|🫡 salute|😮 wow surprise|😲 astonished|😳 flushed|🥺 plead|😢 sad cry|😭 sob cry|😞 disappointed|😔 pensive|😕 confused|🙁 frown|😣 struggle|😤 huff|😡 angry|🤯 mind blown|😱 scream|😰 anxious|🤒 ill thermometer|🤧 sneeze|😇 angel halo|🤖 robot",
  hands:
    "👍 thumbs up yes|👎 thumbs down no|👌 ok|✌️ victory peace|🤞 luck fingers crossed|🤝 handshake deal|🙏 thanks please pray|👏 clap bravo|🙌 hooray raise|👋 wave hello bye|💪 strong|☝️ point up|👉 point right|👈 point left|👆 point up|👇 point down|✋ stop hand|🫶 heart hands|✍️ write sign",
  hearts:
    "❤️ love heart red|🧡 heart orange|💛 heart yellow|💚 heart green|💙 heart blue|💜 heart violet|🖤 heart black|🤍 heart white|💔 broken heart|💕 hearts|💯 hundred perfect|✨ sparkles|⭐ star|🌟 glow star|🔥 fire hot|🎉 party celebrate|🎊 confetti|🎁 gift present|🎂 cake birthday|🏆 trophy win",
  things:
    "📦 parcel package box|🚚 delivery truck|✈️ plane flight|🚗 car|🚲 bicycle|🏠 house home|🏪 shop store|🛒 cart shopping|🛍️ bags shopping|💳 card payment|💶 money euro|💵 money dollar|🧾 receipt invoice|🏷️ label price|📱 phone mobile|💻 laptop computer|⌚ watch|📷 camera photo|🎧 headphones|🔧 tool repair wrench|🔨 hammer|🔑 key|🔒 lock|💡 idea light|🔋 battery|👕 shirt|👟 shoe|👗 dress|💍 ring|🕶️ glasses|☕ coffee|🍕 pizza|🍰 cake|🍎 apple|🌹 rose flower|💐 bouquet flowers|🌱 plant|🐶 dog|🐱 cat|☀️ sun|🌧️ rain|❄️ snow",
  signs:
    "✅ done check yes|☑️ tick|❌ no cross wrong|❗ important|❓ question|⚠️ warning careful|ℹ️ information|🔔 bell reminder|⏰ alarm clock|⏳ wait hourglass|📅 calendar date|📍 place pin|📞 call telephone|📧 mail e-mail|📝 note form|📄 document page|📎 paperclip attachment|🔗 link|🔍 search|🔄 again refresh exchange|↩️ return back|➡️ arrow right|⬅️ arrow left|⬆️ arrow up|⬇️ arrow down|🆗 ok|🆕 new|🆓 free|🟢 green|🟡 yellow|🔴 red",
} as const;

export interface Emoji {
  sign: string;
  words: string;
}

const read = (line: string): readonly Emoji[] =>
  line.split("|").map((each) => {
    const [sign = "", ...words] = each.split(" ");
    return { sign, words: words.join(" ") };
  });

export type EmojiGroup = keyof typeof groups;

export const emoji: readonly (readonly [EmojiGroup, readonly Emoji[]])[] = (
  Object.keys(groups) as EmojiGroup[]
).map((group) => [group, read(groups[group])] as const);
