// The list of customers, and the dialog for a new one.

import { $, h, avatar, tried } from './dom.js';
import { post } from './net.js';
import { state, brief, chatOf, line } from './state.js';
import { names } from './kinds.js';

export function drawPeople(choose) {
  const list = $('rows');
  const focused = document.activeElement?.closest?.('[data-customer]')?.dataset.customer;
  list.replaceChildren(...ordered().map((c) => row(c, choose)));
  if (focused) list.querySelector(`[data-customer="${focused}"]`)?.focus();
  if (!state.customers.length) {
    list.append(h('li', { class: 'empty' }, state.search ? 'Nobody here has that name or number.' : 'Nobody holds the phone yet. Add a customer and write to the business.'));
  }
}

// Those who wrote or were written to come first, the newest on top.
function ordered() {
  const last = (c) => Date.parse(chatOf(c.id)?.last?.at ?? '') || 0;
  return [...state.customers].sort((a, b) => last(b) - last(a));
}

function row(c, choose) {
  const chat = chatOf(c.id);
  const unread = chat?.unread ?? 0;
  return h('li', {}, h('button', {
    type: 'button', class: 'row', 'data-customer': c.id, 'aria-current': c.id === state.selected ? 'true' : undefined, onclick: () => choose(c.id),
  }, avatar(c.name),
  h('span', { class: 'who' }, h('strong', { dir: 'auto' }, c.name), h('span', { class: 'last', dir: 'auto' }, chat ? line(chat.last) : handle(c))),
  h('span', { class: 'when' }, chat?.last ? brief(chat.last.at) : '', unread ? h('span', { class: 'badge', 'aria-label': `${unread} unread` }, String(unread)) : null)));
}

// handle is how somebody is called who has written nothing.
export const handle = (c) => (c.phone ? `+${c.phone}` : c.username ? `@${c.username}` : 'Has not written yet');

export function newCustomer(done) {
  const phone = state.kind === 'whatsapp';
  const dialog = $('dialog');
  const field = (name, label, hint, more = {}) => h('label', { class: 'line' }, label,
    h('input', { name, autocomplete: 'off', 'aria-label': label, 'aria-describedby': hint && `hint-${name}`, ...more }), hint && h('small', { id: `hint-${name}` }, hint));
  const problem = h('p', { class: 'problem', role: 'alert' });
  const form = h('form', { method: 'dialog' },
    h('h2', { id: 'dialog-title' }, `New customer on ${names[state.kind]}`),
    field('name', 'Name', 'Left empty, one is made up.'),
    phone && field('phone', 'Phone number', 'With country code. Left empty, a number from a range for stories is taken.', { type: 'tel' }),
    state.kind !== 'messenger' && field('username', 'User name', ''),
    phone && h('label', { class: 'check' }, h('input', { type: 'checkbox', name: 'hidden', 'aria-label': 'Phone hidden' }), h('span', {}, 'Phone hidden', h('small', {}, 'The business only sees the user id.'))),
    problem,
    h('div', { class: 'buttons' }, h('button', { type: 'button', onclick: () => dialog.close() }, 'Cancel'), h('button', { class: 'primary', value: 'add' }, 'Add')));
  form.addEventListener('submit', async (e) => {
    e.preventDefault();
    const f = form.elements;
    try {
      const made = await post('customers', { platform: state.kind, name: f.name.value, username: f.username?.value ?? '', ...(phone ? { phone: f.phone.value, hidden: f.hidden.checked } : {}) });
      dialog.close();
      await tried(() => done(made.id));
    } catch (why) {
      problem.textContent = why.message;
    }
  });
  dialog.replaceChildren(form);
  dialog.showModal();
}
