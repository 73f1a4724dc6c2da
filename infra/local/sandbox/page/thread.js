// The conversation on the glass: draws what changed and leaves the rest alone, so that nothing flickers or
// stops playing.

import { $, h, menu, tried } from './dom.js';
import { post } from './net.js';
import { bubble } from './bubble.js';
import { state, date, chatId } from './state.js';

const emoji = [['👍', 'Thumbs up'], ['❤️', 'Heart'], ['😂', 'Laughing'], ['😮', 'Surprised'], ['🙏', 'Thanks'], ['', 'Take the reaction back']];

let drawn = { chat: '', signs: new Map() };

export function drawThread(write) {
  const list = $('thread');
  const log = $('log');
  const messages = state.chat?.messages ?? [];
  const id = state.selected ? chatId() : '';
  const low = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
  const fresh = drawn.chat !== id;
  if (fresh) {
    list.replaceChildren();
    drawn = { chat: id, signs: new Map() };
  }
  const reactions = gathered(messages);
  const byId = new Map(messages.map((m) => [m.id, m]));
  const wanted = [];
  let last = '';
  for (const m of messages) {
    if (m.type === 'reaction') continue;
    if (date(m.at) !== last) {
      last = date(m.at);
      wanted.push([`day ${last}`, last, () => h('li', { class: 'day', 'data-id': `day ${last}` }, last)]);
    }
    const on = reactions.get(m.id) ?? [];
    const day = last;
    wanted.push([m.id, JSON.stringify([m.status, m.failure, on, m.text, day, m.edits, m.deleted]), () => bubble(m, around(m, byId, on, write))]);
  }
  if (state.chat?.chat.typing) wanted.push(['typing', '', () => h('li', { class: 'typing', 'data-id': 'typing', 'aria-label': 'The business is typing' }, h('i'), h('i'), h('i'))]);
  if (!messages.length) wanted.push(['empty', '', () => h('li', { class: 'nothing' }, state.selected ? 'No messages yet. Say hello.' : 'Choose a customer, or add one.')]);
  lay(list, wanted);
  const grew = wanted.at(-1)?.[0] !== drawn.end;
  drawn.end = wanted.at(-1)?.[0];
  if (fresh || low || (grew && messages.at(-1)?.direction === 'in')) log.scrollTop = log.scrollHeight;
}

// lay makes the list hold exactly the wanted items in order, reusing those whose sign is unchanged.
function lay(list, wanted) {
  const old = new Map([...list.children].map((el) => [el.dataset.id ?? 'empty', el]));
  const signs = new Map();
  let at = list.firstChild;
  for (const [key, sign, make] of wanted) {
    const kept = old.get(key);
    const el = kept && drawn.signs.get(key) === sign ? kept : make();
    signs.set(key, sign);
    if (el === at) at = at.nextSibling;
    else {
      if (kept && kept !== el) {
        if (kept === at) at = at.nextSibling;
        kept.remove();
      }
      list.insertBefore(el, at);
    }
    old.delete(key);
  }
  for (const el of old.values()) el.remove();
  drawn.signs = signs;
}

// gathered gives the reactions on every message: of each side the newest, if it was not taken back.
function gathered(messages) {
  const sides = new Map();
  for (const m of messages) {
    if (m.type === 'reaction' && m.status !== 'failed') sides.set(m.target, { ...sides.get(m.target), [m.direction]: m.text ?? '' });
  }
  return new Map([...sides].map(([id, s]) => [id, Object.values(s).filter(Boolean)]));
}

function around(m, byId, reactions, write) {
  return {
    quoted: byId.get(m.replyTo),
    reactions,
    reply: () => { state.replyTo = m; document.dispatchEvent(new Event('replying')); },
    react: (button) => menu(button, 'Reactions', emoji.map(([e, name]) => ({
      label: name, lead: h('span', { class: 'emoji' }, e || '×'), act: () => write({ type: 'reaction', target: m.id, text: e }),
    })), 'across'),
    tap: (t) => write({ type: 'interactive', replyTo: m.id, ...t }),
    say: (t) => write(t),
    edit: () => { state.editing = m; document.dispatchEvent(new Event('replying')); },
    unsay: () => write({ type: state.kind === 'whatsapp' ? 'revoke' : 'unsend', target: m.id }),
    played: () => { if (m.direction === 'out') tried(() => post(`chats/${chatId()}/played`, { message: m.id })); },
  };
}
