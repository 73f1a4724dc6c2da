// One message as the phone shows it.

import { h, icon, paths } from './dom.js';
import { hour, line } from './state.js';

// bubble draws m; around has the quoted message, the reactions on it, and what its buttons do.
export function bubble(m, around) {
  const mine = m.direction === 'in';
  const el = h('li', { class: `bubble ${mine ? 'mine' : 'theirs'} ${m.type} ${m.status}`, 'data-id': m.id, tabIndex: -1 });
  if (m.type === 'system') return h('li', { class: 'day', 'data-id': m.id, dir: 'auto' }, m.text);
  const quoted = around.quoted && h('blockquote', { dir: 'auto' }, line(around.quoted));
  el.append(h('div', { class: 'body' },
    h('span', { class: 'sr' }, mine ? 'You: ' : 'Business: '),
    note(m) && h('small', { class: 'note' }, note(m)),
    quoted || (m.replyTo ? h('blockquote', {}, 'An earlier message') : ''),
    content(m, around), foot(m, mine)));
  if (m.failure) el.append(h('p', { class: 'failure' }, `Never arrived: ${m.failure.title} (${m.failure.code})`));
  if (around.reactions.length) el.append(h('span', { class: 'reactions', 'aria-label': `Reactions: ${around.reactions.join(' ')}` }, around.reactions.join('')));
  if (!m.failure && !m.deleted) {
    const whole = m.type === 'text' || (m.text && m.file);
    el.append(h('span', { class: 'acts' },
      mine && whole && h('button', { type: 'button', 'aria-label': 'Edit this message', onclick: around.edit }, icon(paths.edit)),
      mine && h('button', { type: 'button', 'aria-label': 'Delete this message for everybody', onclick: around.unsay }, icon(paths.bin)),
      h('button', { type: 'button', 'aria-label': 'Reply to this message', onclick: around.reply }, icon(paths.reply)),
      h('button', { type: 'button', 'aria-label': 'React to this message', 'aria-haspopup': 'menu', onclick: (e) => around.react(e.currentTarget) }, icon(paths.smile))));
  }
  return el;
}

const ticks = {
  pending: [paths.clock, 'Waiting for the business to take it'], accepted: [paths.clock, 'Accepted'], sent: [paths.one, 'Sent'],
  delivered: [paths.two, 'Delivered'], read: [paths.two, 'Read'], played: [paths.two, 'Played'], failed: [paths.fail, 'Failed'],
};

function foot(m, mine) {
  const [path, word] = ticks[m.status] ?? ticks.pending;
  const label = mine ? word : `The business sees: ${word.toLowerCase()}`;
  return h('span', { class: 'foot' }, m.edits ? 'edited ' : '', hour(m.at), h('span', { class: 'tick', title: label }, icon(path, label)));
}

// note says what is special about how a message came, above it.
function note(m) {
  if (m.comment) return 'Private answer to your comment';
  if (m.via === 'phone_app') return 'From the phone app';
  if (m.via === 'inbox') return "From the platform's inbox";
  if (m.via === 'history') return 'From before the number was connected';
  if (m.human) return 'Marked as written by a human';
  if (m.standby) return 'Another app holds the conversation';
  if (m.ad) return 'After tapping an ad';
  return { story_reply: 'Answer to a story', story_mention: 'Mentioned the business in a story', quick_reply: 'Tapped', postback: 'Tapped' }[m.type];
}

function content(m, around) {
  if (m.deleted) return h('p', { class: 'aside' }, 'This message was deleted');
  const words = m.text && h('p', { class: 'words', dir: 'auto' }, m.text);
  switch (m.type) {
    case 'story_reply': case 'story_mention':
      return [m.file && medium({ ...m, type: 'image' }, around), words];
    case 'share':
      if (!m.details) return words;
      return h('a', { class: 'block', href: m.details.url, target: '_blank', rel: 'noopener' }, icon(paths.link), h('span', { dir: 'auto' }, m.details.title, h('small', {}, `${m.details.kind}, ${m.details.url}`)));
    case 'referral':
      return h('p', { class: 'block' }, icon(paths.link), h('span', {}, m.details?.source === 'ad' ? 'Tapped an ad' : 'Opened a link to this chat', h('small', {}, m.details?.ref ?? m.details?.headline ?? '')));
    case 'ephemeral':
      return h('p', { class: 'block' }, icon(paths.eye), h('span', {}, 'Photo to view once'));
    case 'order':
      return h('p', { class: 'block' }, icon(paths.bag), h('span', {}, `Order of ${m.details?.product_items?.length ?? 0} things`, h('small', {}, m.details?.text ?? '')));
    case 'image': case 'sticker': case 'video': case 'audio': case 'document':
      if (m.type === 'sticker' && !m.file) return h('p', { class: 'big' }, m.text || '👍');
      return [m.more?.length ? album(m) : medium(m, around), m.type === 'audio' || m.type === 'sticker' ? null : words];
    case 'location':
      return h('p', { class: 'block' }, icon(paths.pin), h('span', { dir: 'auto' }, m.details?.name || 'Location', h('small', {}, `${m.details?.latitude}, ${m.details?.longitude}`)));
    case 'contacts':
      return (m.details ?? []).map((c) => h('p', { class: 'block' }, icon(paths.card), h('span', { dir: 'auto' }, c.name?.formatted_name ?? 'Contact', h('small', {}, c.phones?.[0]?.phone ?? ''))));
    case 'unsupported':
      return h('p', { class: 'aside' }, `A message the business cannot be shown${m.details?.type ? ` (${m.details.type})` : ''}`);
    case 'template':
      return [h('small', { class: 'note' }, 'Template'), words, pushes(m, around)];
    case 'text': case 'quick_reply':
      return [words, replies(m, around)];
    case 'interactive':
      return [words, choices(m, around)];
    default:
      return words;
  }
}

function medium(m, around) {
  if (!m.file) return h('p', { class: 'block' }, icon(paths.file), h('span', {}, m.type, h('small', {}, m.link ?? '')));
  const src = `api/media/${encodeURIComponent(m.file.id)}`;
  if (m.type === 'audio') return h('audio', { src, controls: true, preload: 'none', onplay: around.played, 'aria-label': m.file.voice ? 'Voice note' : 'Audio' });
  if (m.type === 'video') return h('video', { src, controls: true, preload: 'metadata', 'aria-label': 'Video' });
  if (m.type === 'document') {
    return h('a', { class: 'block', href: src, target: '_blank', rel: 'noopener' }, icon(paths.file), h('span', { dir: 'auto' }, m.file.name || 'Document', h('small', {}, `${m.file.mime.split(';')[0]}, ${size(m.file.size)}`)));
  }
  return h('img', { src, alt: m.type === 'sticker' ? 'Sticker' : 'Photo' });
}

const size = (n) => (n < 1e6 ? `${Math.max(1, Math.round(n / 1000))} kB` : `${(n / 1e6).toFixed(1)} MB`);

// album lays several pictures side by side.
const album = (m) => h('span', { class: 'album' }, [m.file, ...m.more].map((f, i) => h('img', { src: `api/media/${encodeURIComponent(f.id)}`, alt: `Photo ${i + 1}` })));

// replies are quick replies below a message of the business, which a tap answers.
function replies(m, around) {
  if (m.direction === 'in' || !m.details?.quick_replies) return null;
  return h('span', { class: 'taps' }, m.details.quick_replies.map((q) => h('button', { type: 'button', onclick: () => around.say({ type: 'quick_reply', text: q.title, payload: q.payload }) }, q.title)));
}

// pushes are the buttons of a template of Messenger and Instagram.
function pushes(m, around) {
  const all = m.details?.buttons ?? m.details?.elements?.[0]?.buttons ?? [];
  return h('span', { class: 'taps' }, all.filter((b) => b.type === 'postback').map((b) => h('button', { type: 'button', onclick: () => around.say({ type: 'postback', text: b.title, payload: b.payload }) }, b.title)));
}

// choices are the buttons and rows of an interactive message, which a tap answers.
function choices(m, around) {
  if (m.direction === 'in') return null;
  const action = m.details?.action ?? {};
  const taps = [
    ...(action.buttons ?? []).map((b) => ({ kind: 'button_reply', payload: b.reply.id, text: b.reply.title })),
    ...(action.sections ?? []).flatMap((s) => s.rows).map((r) => ({ kind: 'list_reply', payload: r.id, text: r.title })),
  ];
  return h('span', { class: 'taps' }, taps.map((t) => h('button', { type: 'button', onclick: () => around.tap(t) }, t.text)));
}
