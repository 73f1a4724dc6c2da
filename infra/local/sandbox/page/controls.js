// The platform's side: clock, webhooks, faults, habits, load. Every control acts at once.

import { $, h, tried, notice } from './dom.js';
import { get, post, remove, readClock, moveClock } from './net.js';
import { state } from './state.js';
import { refusing, drawRefusing } from './catalogue.js';
import { accountBody, drawAccount } from './account.js';

const parts = {};
let rows = [];

export async function buildControls(refresh) {
  const clock = await readClock();
  $('controls').append(
    clock ? section('Clock', clockBody(refresh)) : '',
    section('Webhooks', parts.webhooks = h('dl', { class: 'facts' }), parts.retry = h('button', { type: 'button', onclick: () => tried(async () => { await post('retry'); await refresh(); }) }, 'Try now')),
    section('Faults', faults(refresh), parts.behave = h('button', { type: 'button', onclick: () => tried(async () => { await remove('faults'); await refresh(); }) }, 'Behave again')),
    section('Account', accountBody(refresh)),
    section('Habits', habits(refresh)),
    section('Load', loadBody()),
  );
}

const section = (title, body, beside) => h('section', { 'aria-label': title }, h('header', {}, h('h2', {}, title), beside ?? ''), body);

function clockBody(refresh) {
  const move = (by) => tried(async () => {
    await moveClock(by);
    notice(`The clock moved by ${by}.`);
    await refresh();
  });
  const own = h('input', { 'aria-label': 'Move the clock by', placeholder: '90m', size: 6 });
  parts.clock = h('p', { class: 'time' });
  return [parts.clock, h('div', { class: 'buttons wrap' },
    ['1m', '1h', '12h', '23h', '24h'].map((by) => h('button', { type: 'button', onclick: () => move(by) }, `+ ${by.replace('m', ' min').replace('h', ' h')}`)),
    h('form', { class: 'inline', onsubmit: (e) => { e.preventDefault(); if (own.value) move(own.value); } }, own, h('button', {}, 'Move')))];
}

// A row is a control for one member of faults or settings; path says which.
function knob(target, refresh, label, path, input, hint) {
  const change = () => tried(async () => {
    const value = input.type === 'checkbox' ? input.checked : input.type === 'number' ? Number(input.value) : input.value;
    await post(target, nested(path, value));
    await refresh();
  });
  input.addEventListener('change', change);
  rows.push({ target, path, input });
  return h('label', { class: input.type === 'checkbox' ? 'check' : 'knob' }, input.type === 'checkbox' ? input : null,
    h('span', {}, label, hint && h('small', {}, hint)), input.type === 'checkbox' ? null : input);
}

const nested = (path, value) => path.split('.').reduceRight((inner, key) => ({ [key]: inner }), value);
const flag = () => h('input', { type: 'checkbox' });
const count = (max, min = 0) => h('input', { type: 'number', min, max, step: 1 });

function faults(refresh) {
  const k = (...rest) => knob('faults', refresh, ...rest);
  return [
    k('Extra copies', 'duplicate', count(20), 'of every webhook'),
    k('Hold, in ms', 'delayMs', count(600000), 'every webhook waits'),
    k('Updates in a webhook', 'batch', count(1000), 'gathered for half a second'),
    k('Newest first', 'reorder', flag(), 'webhooks gather and come in reverse'),
    k('Statuses before the answer', 'statusFirst', flag()),
    k('Read without delivered', 'noDelivered', flag()),
    k('No statuses at all', 'silent', flag()),
    k('Refuse late', 'lateRefusal', flag(), 'window and recipient: accepted, then failed'),
    k('Lose acknowledgements', 'loseAcks', count(1000), 'so many webhooks are posted again'),
    k('Answer later, in ms', 'slowMs', count(600000), 'every request of the business'),
    refusing(refresh),
    once(refresh, 'Lose answers', 'drop', [['Taken, connection closed', { hang: false, lost: false }], ['Taken, never answered', { hang: true, lost: false }], ['Read, then lost', { hang: false, lost: true }]]),
    once(refresh, 'Fail after sent', 'fail', [['131049 withheld', { code: 131049 }], ['131026 undeliverable', { code: 131026 }], ['131053 media', { code: 131053 }], ['130472 experiment', { code: 130472 }]]),
  ];
}

// once is a fault for the next few sends: which, how many, go.
function once(refresh, label, key, choices) {
  const which = h('select', { 'aria-label': `${label}: how` }, choices.map(([name], i) => h('option', { value: String(i) }, name)));
  const times = h('input', { type: 'number', min: 1, max: 10000, value: '1', 'aria-label': `${label}: how many` });
  const left = h('output', {});
  parts[key] = left;
  const go = (n) => tried(async () => {
    await post('faults', { [key]: { ...choices[Number(which.value)][1], count: n } });
    await refresh();
  });
  return h('fieldset', { class: 'once' }, h('legend', {}, label, left), which, times,
    h('button', { type: 'button', 'aria-label': `Set: ${label}`, onclick: () => go(Number(times.value)) }, 'Set'));
}

function habits(refresh) {
  const k = (...rest) => knob('settings', refresh, ...rest);
  return [
    k('Read everything', 'autoRead', flag(), 'shortly after it is delivered'),
    k('Take unknown numbers', 'adoptPeople', flag(), 'instead of refusing with 131026'),
    k('Delivered after, in ms', 'deliverMs', count(600000)),
    k('Ads open seven days', 'adWindow', flag(), 'Messenger and Instagram'),
    k('Take any template', 'anyTemplate', flag(), 'also those not in the list'),
    k('Messages to one customer', 'pairLimit', count(1000), 'within six seconds; 0 is no limit'),
    k('The pair rule', 'pairRule', flag(), 'WhatsApp: a burst is paid for, six seconds a message'),
    k('Messages of a number', 'throughput', count(1000), 'within a second; 0 is no limit'),
    k('Token asked for', 'token', h('input', { type: 'text', autocomplete: 'off', spellcheck: false, placeholder: 'any' })),
  ];
}

function loadBody() {
  const field = (name, label, value) => h('label', { class: 'knob' }, h('span', {}, label), h('input', { type: 'number', name, min: 1, value }));
  parts.load = h('p', { class: 'report', role: 'status' });
  return h('form', {
    onsubmit: (e) => {
      e.preventDefault();
      const f = e.currentTarget.elements;
      const order = { to: state.account };
      for (const name of ['customers', 'messages', 'concurrency', 'perPayload']) order[name] = Number(f[name].value);
      tried(async () => { await post('load', order); followLoad(); });
    },
  }, field('messages', 'Messages', '1000'), field('customers', 'Customers', '100'), field('concurrency', 'Webhooks at once', '8'), field('perPayload', 'Messages in a webhook', '1'),
  h('div', { class: 'buttons' }, h('button', {}, 'Start load')), parts.load);
}

async function followLoad() {
  const r = await tried(() => get('load'));
  if (!r) return;
  parts.load.textContent = `${r.state}: ${r.acknowledged} of ${r.order.messages} in ${r.seconds.toFixed(1)} s, ${Math.round(r.perSecond)} a second; half within ${r.p50} ms, 95 % within ${r.p95} ms${r.failures ? `; ${r.failures} failures` : ''}.`;
  if (r.state === 'running') setTimeout(followLoad, 700);
}

export function drawControls() {
  const p = state.platform;
  drawRefusing(p.faults.refuse);
  drawAccount();
  for (const { target, path, input } of rows) {
    if (input === document.activeElement && input.type !== 'checkbox') continue;
    const value = path.split('.').reduce((v, key) => v?.[key], p[target]);
    if (input.type === 'checkbox') input.checked = value;
    else input.value = value;
  }
  for (const key of ['drop', 'fail']) {
    const n = p.faults[key].count;
    parts[key].textContent = n ? (n < 0 ? 'on' : `${n} to go`) : '';
  }
  const plain = Object.entries(p.faults).every(([key, value]) => ['refuse', 'drop', 'fail'].includes(key) || !value);
  const active = !plain || p.faults.refuse.count || p.faults.drop.count || p.faults.fail.count;
  parts.behave.disabled = !active;
  document.body.classList.toggle('faulty', Boolean(active));
  const w = p.webhooks;
  parts.retry.hidden = !(w.retrying + w.givenUp);
  const fact = (name, value, class_) => [h('dt', {}, name), h('dd', { class: class_ }, value)];
  parts.webhooks.replaceChildren(...fact('Owed', String(p.owed), p.owed ? 'warm' : ''), ...fact('Waiting to be tried again', String(w.retrying + w.givenUp), w.retrying + w.givenUp ? 'warm' : ''),
    ...fact('Answered 200', `${w.accepted} of ${w.posted}`), ...fact('Newest answer', w.last || 'none yet'));
}

export function tickControls(time) {
  if (parts.clock) parts.clock.textContent = new Date(time).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
}
