// What differs between the platforms, in words and in what a customer can send.

export const names = { whatsapp: 'WhatsApp', messenger: 'Messenger', instagram: 'Instagram' };

export const words = {
  whatsapp: { to: 'They write to number id', find: 'Name or number', staff: 'the phone app' },
  messenger: { to: 'They write to Page id', find: 'Name', staff: "the Page's inbox" },
  instagram: { to: 'They write to account id', find: 'Name or user name', staff: "Instagram's app" },
};

// window says how long the business may write, in words: {text, closed}.
export function window(chat, time, span) {
  const end = Date.parse(chat?.windowClosesAt ?? '');
  const human = Date.parse(chat?.humanClosesAt ?? '');
  if (Number.isNaN(end)) return { text: 'The business may not write: this customer has never written.', closed: true };
  if (end > time) return { text: `The business may write for ${span(end - time)}`, closed: false };
  if (human > time) return { text: `Only a human may write, for ${span(human - time)}`, closed: false };
  if (chat.platform === 'whatsapp') return { text: 'The 24 hours are over: the business may only send templates.', closed: true };
  return { text: 'The time is over: the business may not write before the customer does.', closed: true };
}

const file = (type, label, lead, caption) => ({ label, lead, make: (text) => ({ type, text: caption ? text() : '' }) });

// messages are what a customer can attach on a platform: {label, lead, make(text)}; text() takes what is in the composer.
export function messages(kind) {
  const captions = kind !== 'instagram';
  const all = [
    file('image', 'Photo', 'photo', captions),
    file('audio', 'Voice note', 'mic', false),
    file('video', 'Video', 'film', captions),
    file('document', 'Document', 'file', captions),
    file('sticker', kind === 'messenger' ? 'Thumbs up' : kind === 'instagram' ? 'Heart' : 'Sticker', 'sticker', false),
    file('location', 'Location', 'pin', false),
  ];
  return [...all, ...(kind === 'whatsapp' ? onWhatsApp : kind === 'messenger' ? onMessenger : onInstagram)];
}

const from = (source, label) => ({ label, lead: 'link', make: (text) => ({ type: 'text', text: text() || 'Hello! I saw this.', referral: { source } }) });

const onWhatsApp = [
  file('contacts', 'Contact card', 'card', false),
  { label: 'Order', lead: 'bag', make: (text) => ({ type: 'order', text: text() }) },
  { label: 'Filled-in form', lead: 'file', make: () => ({ type: 'interactive', kind: 'flow', text: 'Sent' }) },
  { label: 'Tap on a quick reply', lead: 'tap', make: (text) => ({ type: 'button', text: text() || 'Yes, please' }) },
  from('ad', 'Message from an ad'),
  { label: 'Forwarded message', lead: 'send', make: (text) => ({ type: 'text', text: text() || 'Have you seen this?', forwarded: true }) },
  { label: 'Poll (unsupported)', lead: 'chart', make: () => ({ type: 'unsupported' }) },
  { label: 'New phone number', lead: 'card', make: () => ({ type: 'system', kind: 'number' }) },
  { label: 'New user id', lead: 'card', make: () => ({ type: 'system', kind: 'userId' }) },
];

const onMessenger = [
  { label: 'Album of three', lead: 'photo', make: () => ({ type: 'image', album: 3 }) },
  { label: 'Shared link', lead: 'link', make: () => ({ type: 'share', kind: 'link' }) },
  { label: 'Shared reel', lead: 'film', make: () => ({ type: 'share', kind: 'reel' }) },
  { label: 'Tap on Get started', lead: 'tap', make: () => ({ type: 'postback', text: 'Get started', payload: 'GET_STARTED' }) },
  from('ad', 'Message from an ad'),
  { label: 'Opened an m.me link', lead: 'link', make: () => ({ type: 'referral', referral: { source: 'link', ref: 'spring' } }) },
  { label: 'Something unsupported', lead: 'chart', make: () => ({ type: 'unsupported' }) },
];

const onInstagram = [
  { label: 'Album of three', lead: 'photo', make: () => ({ type: 'image', album: 3 }) },
  { label: 'Answer to a story', lead: 'photo', make: (text) => ({ type: 'story_reply', text: text() || 'Where is that?' }) },
  { label: 'Mention in a story', lead: 'photo', make: () => ({ type: 'story_mention' }) },
  { label: 'Shared post', lead: 'link', make: () => ({ type: 'share', kind: 'post' }) },
  { label: 'Shared reel', lead: 'film', make: () => ({ type: 'share', kind: 'reel' }) },
  { label: 'Photo to view once', lead: 'smile', make: () => ({ type: 'ephemeral' }) },
  { label: 'Tap on an ice breaker', lead: 'tap', make: () => ({ type: 'postback', text: 'What are your hours?', payload: 'HOURS' }) },
  from('ad', 'Message from an ad'),
  { label: 'Opened an ig.me link', lead: 'link', make: () => ({ type: 'referral', referral: { source: 'link', ref: 'bio' } }) },
  { label: 'Something unsupported', lead: 'chart', make: () => ({ type: 'unsupported' }) },
];
