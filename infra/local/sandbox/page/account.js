// The account that is written to: what it may do, and what happens to it.

import { h, tried, notice } from './dom.js';
import { get, post, patch } from './net.js';
import { state } from './state.js';

let habits;
let which;
let shown = '';
let all = [];

export function accountBody(refresh) {
  habits = h('div', { class: 'flags' });
  habits.addEventListener('change', (e) => tried(async () => {
    await patch(`accounts/${state.account}`, { [e.target.name]: e.target.checked });
    await refresh();
  }));
  which = h('select', { 'aria-label': 'What happens to the account' });
  tried(async () => { all = (await get('events')).items; shown = ''; drawAccount(); });
  const go = () => tried(async () => {
    const e = list()[Number(which.value)];
    await post('events', { event: e.name, platform: e.platform, account: state.account, customer: state.selected });
    notice(`Told: ${e.words.toLowerCase()}.`);
  });
  return [habits, h('div', { class: 'happen' }, which, h('button', { type: 'button', onclick: go }, 'Let it happen'))];
}

const list = () => all.filter((e) => e.platform === state.kind);

export function drawAccount() {
  const a = state.platform?.accounts.find((x) => x.id === state.account);
  const flag = (name, label, checked) => h('label', { class: 'check' }, h('input', { type: 'checkbox', name, checked }), h('span', {}, label));
  const sign = JSON.stringify([state.kind, a, all.length]);
  if (sign === shown) return;
  shown = sign;
  habits.replaceChildren(...(!a ? [h('p', { class: 'soft' }, 'It comes into being when somebody writes to it.')] : state.kind === 'whatsapp'
    ? [flag('coexistence', 'Staff also use the phone app', Boolean(a.coexistence))]
    : [flag('humanAgent', 'Humans may answer for seven days', !a.noHuman), flag('restricted', 'May not send at present', Boolean(a.restricted))]));
  which.replaceChildren(...list().map((e, i) => h('option', { value: String(i) }, e.words)));
}
