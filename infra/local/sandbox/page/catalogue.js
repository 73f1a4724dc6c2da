// Every error a platform can answer with, to be found by its words or its number.

import { h, tried } from './dom.js';
import { get, post } from './net.js';
import { state } from './state.js';
import { names } from './kinds.js';

let all = [];
let which;
let find;
let left;
let shown = '';

// plain are the refusals that no platform would sign.
const plain = [{ words: 'A proxy answers 503 with a page', code: 0, status: 503 }, { words: '503 without a word', code: 0, status: 503, empty: true }, { words: '429 without a word', code: 0, status: 429, empty: true }];

export function refusing(refresh) {
  which = h('select', { 'aria-label': 'Refuse sends: with', size: 1 });
  find = h('input', { type: 'search', placeholder: 'Find an error', 'aria-label': 'Find an error', autocomplete: 'off' });
  const times = h('input', { type: 'number', min: -1, max: 10000, value: '1', 'aria-label': 'Refuse sends: how many', title: '-1 is until switched off' });
  const only = h('input', { type: 'checkbox', 'aria-label': 'Only sends to this customer' });
  left = h('output', {});
  find.addEventListener('input', () => fill(true));
  const go = () => tried(async () => {
    const e = choices()[Number(which.value)];
    if (!e) return;
    await post('faults', { refuse: { count: Number(times.value), code: e.code, subcode: e.subcode ?? 0, status: e.code ? 0 : e.status, empty: Boolean(e.empty), platform: e.platform ?? '', customer: only.checked ? state.selected : '' } });
    await refresh();
  });
  tried(async () => { all = (await get('errors')).items; fill(true); });
  return h('fieldset', { class: 'once refusing' }, h('legend', {}, 'Refuse sends', left), find, which,
    h('label', { class: 'check' }, only, h('span', {}, 'Only to this customer')), times,
    h('button', { type: 'button', 'aria-label': 'Set: Refuse sends', onclick: go }, 'Set'));
}

const label = (e) => (e.code ? `${e.code}${e.subcode ? `/${e.subcode}` : ''} ${e.words}` : e.words);

function choices() {
  const wanted = find.value.trim().toLowerCase();
  return [...all.filter((e) => e.platform === state.kind), ...plain].filter((e) => !wanted || label(e).toLowerCase().includes(wanted));
}

// fill lists the errors of the platform on the glass.
function fill(anyway) {
  if (!anyway && shown === state.kind) return;
  shown = state.kind;
  const list = choices();
  which.replaceChildren(...list.map((e, i) => h('option', { value: String(i) }, label(e))));
  which.title = list.length ? '' : `${names[state.kind]} has no such error`;
  which.disabled = !list.length;
  if (!list.length) which.append(h('option', {}, 'No such error'));
}

export function drawRefusing(fault) {
  fill(false);
  left.textContent = fault.count ? (fault.count < 0 ? `${fault.code || fault.status}, on` : `${fault.code || fault.status}, ${fault.count} to go`) : '';
}
