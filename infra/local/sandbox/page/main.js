// The page as a whole: what is selected, what is fetched when, what is drawn.

import { $, h, avatar, tried } from './dom.js';
import { get, post, patch, watch } from './net.js';
import { state, now, tell, customer, chatId, hour, span, accountOf } from './state.js';
import { drawPeople, newCustomer, handle } from './people.js';
import { drawFeed } from './feed.js';
import { names, words, window as windowOf } from './kinds.js';
import { drawThread } from './thread.js';
import { buildComposer, drawComposer, forget } from './composer.js';
import { buildControls, drawControls, tickControls } from './controls.js';

const q = () => `?${new URLSearchParams({ q: state.search, with: state.selected, platform: state.kind })}`;

async function refresh() {
  const [platform, people, chats] = await Promise.all([get('state'), get(`customers${q()}`), get(`chats${q()}`)]);
  tell(platform.now);
  state.platform = platform;
  state.account ||= accountOf(state.kind);
  state.chats = chats.items;
  state.customers = [...new Map([...chats.items.map((c) => c.customer), ...people.items].map((c) => [c.id, c])).values()];
  await (state.view === 'feed' ? refreshFeed() : refreshChat());
  draw();
}

async function refreshFeed() {
  const at = `?${new URLSearchParams({ platform: state.kind, account: state.account })}`;
  const [posts, comments] = await Promise.all([get(`posts${at}`), get(`comments${at}`)]);
  state.posts = posts.items;
  state.comments = comments.items;
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
  drawViews();
  drawFeed(refresh);
  drawComposer();
  drawControls();
  $('accounts').replaceChildren(...state.platform.accounts.filter((a) => a.platform === state.kind).map((a) => h('option', { value: a.id }, a.name)));
  if (document.activeElement !== $('account')) $('account').value = state.account;
}

// drawViews shows what belongs to the platform: its colours, its words, its posts.
function drawViews() {
  document.body.dataset.platform = state.kind;
  for (const b of $('platforms').querySelectorAll('button')) b.setAttribute('aria-pressed', String(b.dataset.kind === state.kind));
  const feed = state.view === 'feed' && state.kind !== 'whatsapp';
  $('views').hidden = state.kind === 'whatsapp';
  for (const b of $('views').children) b.setAttribute('aria-pressed', String(b.dataset.view === (feed ? 'feed' : 'chat')));
  $('feed').hidden = !feed;
  for (const el of [document.querySelector('.paper'), $('composer')]) el.hidden = feed;
  $('account-label').textContent = words[state.kind].to;
  $('search').placeholder = words[state.kind].find;
}

// choosePlatform puts another platform on the glass.
function choosePlatform(kind) {
  Object.assign(state, { kind, account: accountOf(kind), selected: '', chat: null, view: kind === 'whatsapp' ? 'chat' : state.view });
  localStorage.setItem('platform', kind);
  forget();
  history.replaceState(null, '', '#');
  return tried(refresh);
}

function buildPlatforms() {
  const site = localStorage.getItem('site') || 'demoshop';
  $('platforms').append(...Object.entries(names).map(([kind, name]) => h('button', { type: 'button', 'data-kind': kind, 'aria-pressed': 'false', onclick: () => choosePlatform(kind) }, name)),
    h('a', { 'data-kind': 'site', href: `site?channel=${encodeURIComponent(site)}`, target: '_blank', rel: 'noopener', title: 'A shop page with the web chat on it' }, 'Web chat'));
  for (const b of $('views').children) b.addEventListener('click', () => { state.view = b.dataset.view; tried(refresh); });
  document.addEventListener('feed', () => drawFeed(refresh));
}

const owners = [['idle', 'nobody'], ['us', 'this business'], ['inbox', "the platform's inbox"], ['other', 'another app']];

// ownerOf lets the conversation be held by somebody else.
function ownerOf(chat) {
  const pick = h('select', { 'aria-label': 'Who holds the conversation', onchange: (e) => tried(async () => { e.target.blur(); await post(`chats/${chat.id}/thread`, { owner: e.target.value }); await refresh(); }) },
    owners.map(([value, label]) => h('option', { value, selected: chat.owner === value }, label)));
  return h('label', { class: 'owner' }, 'Held by', pick);
}

function drawHolder() {
  const c = customer();
  const account = state.platform.accounts.find((a) => a.id === state.account);
  $('partner-name').textContent = account?.name ?? `Account ${state.account}`;
  $('partner-state').textContent = state.chat?.chat.typing ? 'typing…' : account?.platform === 'instagram' ? `@${account.display}` : account?.display ? `+${account.display}` : 'Business account';
  $('phone-net').textContent = c?.offline ? 'Off' : '5G';
  if (!c) {
    $('holder').replaceChildren();
    return;
  }
  const habit = (key, label) => h('label', { class: 'check' }, h('input', { type: 'checkbox', checked: c[key], onchange: (e) => tried(async () => { await patch(`customers/${c.id}`, { [key]: e.target.checked }); await refresh(); }) }), h('span', {}, label));
  if ($('holder').contains(document.activeElement) && document.activeElement.tagName === 'SELECT') return; // it is open
  $('holder').replaceChildren(avatar(c.name), h('div', { class: 'who' }, h('strong', { dir: 'auto' }, c.name), h('small', {}, [c.phone || c.username ? handle(c) : null, c.phone && c.username && `@${c.username}`, c.ids?.[state.account] ?? c.userId].filter(Boolean).join(' · '))),
    h('p', { class: 'window', id: 'window' }),
    h('div', { class: 'habits' }, state.kind === 'whatsapp' && habit('hidden', 'Phone hidden'), habit('offline', 'Phone off'), habit('unreachable', 'Unreachable'), state.chat && ownerOf(state.chat.chat)));
  tick();
}

function tick() {
  const time = now();
  $('phone-time').textContent = hour(time);
  tickControls(time);
  const el = $('window');
  if (!el) return;
  const said = windowOf(state.chat?.chat, time, span);
  el.textContent = said.text;
  el.classList.toggle('closed', said.closed);
}

async function choose(id) {
  state.selected = id;
  state.chat = null;
  forget();
  location.hash = id;
  show('stage');
  await tried(async () => { await refreshChat(); draw(); });
  if (state.view === 'chat' && matchMedia('(pointer: fine)').matches) document.querySelector('#composer textarea').focus();
}

// write sends a customer's message; undefined when it was refused.
function write(what) {
  const full = { customer: state.selected, to: state.account, ...what };
  if (state.replyTo && !full.replyTo && !['reaction', 'edit', 'revoke', 'unsend'].includes(full.type)) full.replyTo = state.replyTo.id;
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
  buildPlatforms();
  $('new-customer').addEventListener('click', () => newCustomer(async (id) => { state.search = $('search').value = ''; await refresh(); await choose(id); }));
  $('search').addEventListener('input', () => { state.search = $('search').value.trim(); tried(refresh); });
  $('account').addEventListener('change', () => {
    state.account = $('account').value.replace(/\D/g, '') || state.platform.defaultAccounts[state.kind];
    localStorage.setItem(`account ${state.kind}`, state.account);
    tried(refresh);
  });
  document.addEventListener('visibilitychange', () => { if (looking()) tried(refresh); });
  state.selected = location.hash.slice(1);
  await buildControls(refresh);
  setInterval(tick, 1000);
  await watch(refresh);
}

start();
