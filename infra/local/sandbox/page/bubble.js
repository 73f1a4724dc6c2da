// One message as the phone shows it.

import { h, icon, paths } from './dom.js';
import { hour, line } from './state.js';

// bubble draws m; around has the quoted message, the reactions on it, and what its buttons do.
export function bubble(m, around) {
  const mine = m.direction === 'in';
  const el = h('li', { class: `bubble ${mine ? 'mine' : 'theirs'} ${m.type} ${m.status}`, 'data-id': m.id, tabIndex: -1 });
  const quoted = around.quoted && h('blockquote', { dir: 'auto' }, line(around.quoted));
  el.append(h('div', { class: 'body' },
    h('span', { class: 'sr' }, mine ? 'You: ' : 'Business: '),
    quoted || (m.replyTo ? h('blockquote', {}, 'An earlier message') : ''),
    content(m, around), foot(m, mine)));
  if (m.failure) el.append(h('p', { class: 'failure' }, `Never arrived: ${m.failure.title} (${m.failure.code})`));
  if (around.reactions.length) el.append(h('span', { class: 'reactions', 'aria-label': `Reactions: ${around.reactions.join(' ')}` }, around.reactions.join('')));
  if (!m.failure) {
    el.append(h('span', { class: 'acts' },
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
  return h('span', { class: 'foot' }, hour(m.at), h('span', { class: 'tick', title: label }, icon(path, label)));
}

function content(m, around) {
  const words = m.text && h('p', { class: 'words', dir: 'auto' }, m.text);
  switch (m.type) {
    case 'image': case 'sticker': case 'video': case 'audio': case 'document':
      return [medium(m, around), m.type === 'audio' || m.type === 'sticker' ? null : words];
    case 'location':
      return h('p', { class: 'block' }, icon(paths.pin), h('span', { dir: 'auto' }, m.details?.name || 'Location', h('small', {}, `${m.details?.latitude}, ${m.details?.longitude}`)));
    case 'contacts':
      return (m.details ?? []).map((c) => h('p', { class: 'block' }, icon(paths.card), h('span', { dir: 'auto' }, c.name?.formatted_name ?? 'Contact', h('small', {}, c.phones?.[0]?.phone ?? ''))));
    case 'unsupported':
      return h('p', { class: 'aside' }, `A message the business cannot be shown (${m.details?.type})`);
    case 'template':
      return h('p', { class: 'words' }, h('small', {}, 'Template '), m.text, parameters(m.details));
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

function parameters(details) {
  const said = (details?.components ?? []).flatMap((c) => c.parameters ?? []).map((p) => p.text).filter(Boolean);
  return said.length ? ` (${said.join(', ')})` : '';
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
