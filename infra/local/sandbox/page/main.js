// The page as a whole: what is selected, what is fetched when, what is drawn.

import { $, h, avatar, tried } from './dom.js';
import { get, post, patch, watch } from './net.js';
import { state, now, tell, customer, chatId, hour, span } from './state.js';
import { drawPeople, newCustomer } from './people.js';
import { drawThread } from './thread.js';
import { buildComposer, drawComposer, forget } from './composer.js';
import { buildControls, drawControls, tickControls } from './controls.js';

const q = () => `?${new URLSearchParams({ q: state.search, with: state.selected })}`;

async function refresh() {
  const [platform, people, chats] = await Promise.all([get('state'), get(`customers${q()}`), get(`chats${q()}`)]);
  tell(platform.now);
  state.platform = platform;
  state.account ||= platform.defaultAccount;
  state.chats = chats.items;
  state.customers = [...new Map([...chats.items.map((c) => c.customer), ...people.items].map((c) => [c.id, c])).values()];
  await refreshChat();
  draw();
}

async function refreshChat() {
  const id = chatId();
  const known = state.selected && state.chats.some((c) => c.id === id);
  const chat = known ? await get(`chats/${id}`) : null;
  if (id !== chatId()) return;
  state.chat = chat;
  if (chat?.chat.unread && looking()) await post(`chats/${id}/read`);
}

// A chat is looked at when it is on the glass and the glass is in sight.
const looking = () => document.visibilityState === 'visible' && $('thread').getClientRects().length > 0;

function draw() {
  drawPeople(choose);
  drawHolder();
  drawThread(write);
  drawComposer();
  drawControls();
  $('accounts').replaceChildren(...state.platform.accounts.map((a) => h('option', { value: a.id }, `+${a.display}`)));
  if (document.activeElement !== $('account')) $('account').value = state.account;
}

function drawHolder() {
  const c = customer();
  const account = state.platform.accounts.find((a) => a.id === state.account);
  $('partner-name').textContent = account ? `+${account.display}` : `Number id ${state.account}`;
  $('partner-state').textContent = state.chat?.chat.typing ? 'typing…' : 'Business account';
  $('phone-net').textContent = c?.offline ? 'Off' : '5G';
  if (!c) {
    $('holder').replaceChildren();
    return;
  }
  const habit = (key, label) => h('label', { class: 'check' }, h('input', { type: 'checkbox', checked: c[key], onchange: (e) => tried(async () => { await patch(`customers/${c.id}`, { [key]: e.target.checked }); await refresh(); }) }), h('span', {}, label));
  $('holder').replaceChildren(avatar(c.name), h('div', { class: 'who' }, h('strong', { dir: 'auto' }, c.name), h('small', {}, [`+${c.phone}`, c.username && `@${c.username}`, c.userId].filter(Boolean).join(' · '))),
    h('p', { class: 'window', id: 'window' }),
    h('div', { class: 'habits' }, habit('hidden', 'Phone hidden'), habit('offline', 'Phone off'), habit('unreachable', 'Unreachable')));
  tick();
}

function tick() {
  const time = now();
  $('phone-time').textContent = hour(time);
  tickControls(time);
  const el = $('window');
  if (!el) return;
  const end = Date.parse(state.chat?.chat.windowClosesAt ?? '');
  const left = end - time;
  el.textContent = Number.isNaN(end) ? 'The business may not write: this customer has never written.' : left > 0 ? `The business may write for ${span(left)}` : 'The 24 hours are over: the business may only send templates.';
  el.classList.toggle('closed', !(left > 0));
}

async function choose(id) {
  state.selected = id;
  state.chat = null;
  forget();
  location.hash = id;
  show('stage');
  await tried(async () => { await refreshChat(); draw(); });
  if (matchMedia('(pointer: fine)').matches) document.querySelector('#composer textarea').focus();
}

// write sends a customer's message; undefined when it was refused.
function write(what) {
  const full = { customer: state.selected, to: state.account, ...what };
  if (state.replyTo && !full.replyTo && full.type !== 'reaction') full.replyTo = state.replyTo.id;
  return tried(async () => {
    const made = await post('messages', full);
    forget();
    await refresh();
    return made;
  });
}

function show(panel) {
  document.body.dataset.panel = panel;
  for (const b of document.querySelectorAll('.tabs button')) b.setAttribute('aria-current', String(b.dataset.go === panel));
}

async function start() {
  buildComposer(write);
  for (const b of document.querySelectorAll('.tabs button')) b.addEventListener('click', () => { show(b.dataset.go); tried(refresh); });
  show('people');
  $('new-customer').addEventListener('click', () => newCustomer(async (id) => { state.search = $('search').value = ''; await refresh(); await choose(id); }));
  $('search').addEventListener('input', () => { state.search = $('search').value.trim(); tried(refresh); });
  $('account').addEventListener('change', () => {
    state.account = $('account').value.replace(/\D/g, '') || state.platform.defaultAccount;
    localStorage.setItem('account', state.account);
    tried(refresh);
  });
  document.addEventListener('visibilitychange', () => { if (looking()) tried(refresh); });
  state.selected = location.hash.slice(1);
  await buildControls(refresh);
  setInterval(tick, 1000);
  await watch(refresh);
}

start();
