// The posts of an account and what people say below them: the customer comments, answers, edits, removes.

import { $, h, icon, paths, avatar, menu, tried } from './dom.js';
import { post, patch, remove } from './net.js';
import { state, customer, date, hour } from './state.js';

let answering = ''; // the comment whose answer is being written
let editing = '';
const drafts = new Map();

export function drawFeed(refresh) {
  const feed = $('feed');
  if (feed.hidden) return;
  if (feed.contains(document.activeElement) && document.activeElement.tagName === 'TEXTAREA' && document.activeElement.value) {
    drafts.set(document.activeElement.name, document.activeElement.value);
  }
  const focused = document.activeElement?.name;
  const act = (doing) => tried(async () => { await doing(); answering = ''; editing = ''; await refresh(); });
  feed.replaceChildren(...state.posts.map((p) => card(p, act)));
  if (!state.posts.length) feed.append(h('p', { class: 'empty' }, 'Nothing has been posted here.'));
  if (focused) feed.querySelector(`[name="${CSS.escape(focused)}"]`)?.focus();
}

const kinds = { post: '', reel: 'Reel', ad: 'Sponsored', live: 'Live' };

function card(p, act) {
  const account = state.platform.accounts.find((a) => a.id === p.account);
  const own = state.comments.filter((c) => c.post === p.id).reverse();
  const top = own.filter((c) => !c.parent);
  return h('article', { class: 'post', 'aria-label': p.text || 'Post' },
    h('header', {}, h('span', { class: 'avatar business', 'aria-hidden': 'true' }, 'B'),
      h('div', { class: 'who' }, h('strong', {}, account?.display && p.platform === 'instagram' ? account.display : account?.name ?? p.account),
        h('small', {}, [date(p.at), kinds[p.kind]].filter(Boolean).join(' · '))),
      p.kind === 'live' && p.live && h('button', { type: 'button', onclick: () => act(() => patch(`posts/${encodeURIComponent(p.id)}`, { live: false })) }, 'End broadcast')),
    p.media && h('img', { src: `api/media/${encodeURIComponent(p.media)}`, alt: '' }),
    p.text && h('p', { class: 'words', dir: 'auto' }, p.text),
    h('ul', { class: 'comments', 'aria-label': 'Comments' }, top.map((c) => [comment(c, act), own.filter((r) => r.parent === c.id).map((r) => comment(r, act))])),
    box(`on ${p.id}`, 'Write a comment', (text) => act(() => post('comments', { customer: state.selected, post: p.id, text }))));
}

function comment(c, act) {
  const mine = c.customer && c.customer === state.selected;
  const id = encodeURIComponent(c.id);
  const gone = c.deleted ? 'Removed' : '';
  const el = h('li', { class: `comment${c.parent ? ' nested' : ''}${c.hidden ? ' covered' : ''}` }, avatar(c.from),
    h('div', { class: 'said' }, h('p', {}, h('strong', { dir: 'auto' }, c.anonymous ? 'Somebody' : c.from), c.direction === 'out' ? h('small', { class: 'badge' }, 'Business') : null,
      h('span', { dir: 'auto' }, gone || c.text)),
    c.media && !gone ? h('img', { src: `api/media/${encodeURIComponent(c.media)}`, alt: 'Photo' }) : null,
    h('small', { class: 'foot' }, [hour(c.at), c.edited && 'edited', c.hidden && 'hidden from others', c.privateReply && 'answered privately', c.via && "from the platform's inbox", c.status === 'pending' && 'on its way'].filter(Boolean).join(' · ')),
    answering === c.id && box(`below ${c.id}`, 'Write an answer', (text) => act(() => post('comments', { customer: state.selected, parent: c.id, text }))),
    editing === c.id && box(`edit ${c.id}`, 'Edit the comment', (text) => act(() => patch(`comments/${id}`, { text })), c.text)));
  if (!gone) {
    const choices = [
      { label: 'Answer it', lead: icon(paths.reply), act: () => { answering = c.id; act0(act); } },
      mine && state.kind === 'messenger' && { label: 'Edit it', lead: icon(paths.edit), act: () => { editing = c.id; act0(act); } },
      mine && { label: 'Remove it', lead: icon(paths.bin), act: () => act(() => remove(`comments/${id}`)) },
      c.direction === 'in' && { label: 'As staff: answer in the inbox', lead: icon(paths.send), act: () => act(() => post(`comments/${id}/reply`, { text: 'Thank you! We have written to you.' })) },
      c.direction === 'in' && { label: c.hidden ? 'As staff: show it again' : 'As staff: hide it', lead: icon(paths.eye), act: () => act(() => patch(`comments/${id}`, { hidden: !c.hidden })) },
    ].filter(Boolean);
    const more = h('button', { type: 'button', class: 'more', 'aria-label': `More about the comment of ${c.from}`, 'aria-haspopup': 'menu', 'aria-expanded': 'false', onclick: (e) => menu(e.currentTarget, 'Comment', choices) }, '⋯');
    el.append(more);
  }
  return el;
}

// act0 draws again without anything having happened, and goes to the box that opened.
async function act0(act) {
  const which = answering || editing;
  const kind = answering ? 'below' : 'edit';
  const keep = [answering, editing];
  await act(async () => {});
  [answering, editing] = keep;
  document.dispatchEvent(new Event('feed'));
  $('feed').querySelector(`[name="${CSS.escape(`${kind} ${which}`)}"]`)?.focus();
}

function box(name, label, say, text = '') {
  const area = h('textarea', { name, rows: 1, placeholder: label, 'aria-label': label, dir: 'auto', value: drafts.get(name) ?? text, disabled: !customer() });
  const go = (e) => {
    e.preventDefault();
    const said = area.value.trim();
    if (!said) return;
    drafts.delete(name);
    area.value = '';
    say(said);
  };
  area.addEventListener('keydown', (e) => {
    if (e.key === 'Enter' && !e.shiftKey && !e.isComposing) go(e);
    if (e.key === 'Escape' && (answering || editing)) { answering = ''; editing = ''; document.dispatchEvent(new Event('feed')); }
  });
  area.addEventListener('input', () => drafts.set(name, area.value));
  return h('form', { class: 'say', onsubmit: go }, area, h('button', { class: 'round send', 'aria-label': label === 'Write a comment' ? 'Comment' : 'Send', disabled: !customer() }, icon(paths.send)));
}
