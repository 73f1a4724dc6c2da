// The account that is written to: what it may do, and what happens to it.

import { h, tried, notice } from './dom.js';
import { get, post, patch } from './net.js';
import { state } from './state.js';

let habits;
let which;
let template;
let shown = '';
let all = [];

export function accountBody(refresh) {
  habits = h('div', { class: 'flags' });
  habits.addEventListener('change', (e) => tried(async () => {
    await patch(`accounts/${state.account}`, { [e.target.name]: e.target.checked });
    await refresh();
  }));
  which = h('select', { 'aria-label': 'What happens to the account' });
  template = h('select', { 'aria-label': 'To which template' });
  which.addEventListener('change', () => tried(readTemplates));
  tried(async () => { all = (await get('events')).items; shown = ''; drawAccount(); });
  const go = () => tried(async () => {
    const e = list()[Number(which.value)];
    await post('events', { event: e.name, platform: e.platform, account: state.account, customer: state.selected, template: about(e) ? template.value : '' });
    notice(`Told: ${e.words.toLowerCase()}.`);
    await readTemplates();
  });
  return [habits, h('div', { class: 'happen' }, which, h('button', { type: 'button', onclick: go }, 'Let it happen'), template)];
}

// about: an event that happens to one template.
const about = (e) => Boolean(e?.name.startsWith('template_'));

// readTemplates offers the templates there are, those that wait for their review first.
async function readTemplates() {
  template.hidden = !about(list()[Number(which.value)]);
  if (template.hidden) return;
  const chosen = template.value;
  const waits = (t) => (t.status === 'PENDING' ? 0 : 1);
  const templates = (await get('templates')).items.sort((a, b) => waits(a) - waits(b));
  template.replaceChildren(...templates.map((t) => h('option', { value: t.id }, `${t.name} · ${t.language} · ${t.status.toLowerCase()}`)));
  if (templates.some((t) => t.id === chosen)) template.value = chosen;
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
  tried(readTemplates);
}
