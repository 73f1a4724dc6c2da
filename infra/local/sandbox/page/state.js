// What the page knows. Views read it; main.js fills it.

export const state = {
  now: Date.now(), // the phone's time when it was last told
  heard: performance.now(), // and how long ago that was
  kind: localStorage.getItem('platform') || 'whatsapp', // the platform on the glass
  account: '', // who is written to there
  view: 'chat', // or feed
  posts: [],
  comments: [],
  selected: '', // a customer's id
  customers: [],
  chats: [],
  chat: null, // the chat of the selected customer: {chat, messages}
  platform: null, // faults, settings, webhooks, accounts
  replyTo: null, // the message that is being answered
  editing: null, // the message that is being edited
  search: '',
};

// now is the phone's time: the last that was told, and what passed since.
export const now = () => state.now + (performance.now() - state.heard);

export const tell = (time) => {
  state.now = Date.parse(time);
  state.heard = performance.now();
};

export const customer = () => state.customers.find((c) => c.id === state.selected);
export const chatId = () => `${state.account}-${state.selected}`;
export const chatOf = (id) => state.chats.find((c) => c.customer.id === id && c.account === state.account);

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'short' });

export const hour = (time) => clock.format(new Date(time));
export const date = (time) => day.format(new Date(time));

// brief is a time for the list: the hour of today, else the day.
export const brief = (time) => (date(time) === date(now()) ? hour(time) : date(time));

// span is a length of time as hours, minutes and seconds.
export function span(ms) {
  const s = Math.max(0, Math.floor(ms / 1000));
  const two = (n) => String(n).padStart(2, '0');
  return `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
}

// accountOf is who customers of a platform write to: what was chosen last, or the platform's default.
export const accountOf = (kind) => localStorage.getItem(`account ${kind}`) || state.platform?.defaultAccounts[kind] || '';

const words = { share: 'Shared', story_reply: 'Answer to a story', story_mention: 'Mention in a story', ephemeral: 'Photo to view once', order: 'Order', referral: 'Came by a link', postback: 'Tapped', system: 'New number', image: 'Photo', audio: 'Audio', video: 'Video', document: 'Document', sticker: 'Sticker', location: 'Location', contacts: 'Contact card', unsupported: 'Unsupported message', template: 'Template' };

// line is a message in one line.
export function line(m) {
  if (!m) return '';
  if (m.deleted) return 'Deleted message';
  if (m.type === 'reaction') return m.text ? `Reacted ${m.text}` : 'Took a reaction back';
  if (m.type === 'audio' && m.file?.voice) return 'Voice note';
  return m.text || m.file?.name || words[m.type] || m.type;
}
