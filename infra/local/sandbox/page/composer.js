// Where the customer writes and attaches.

import { $, h, icon, paths, menu, tried } from './dom.js';
import { upload, post } from './net.js';
import { state, line } from './state.js';
import { messages, words } from './kinds.js';

let area;
let send;
let clip;

export function buildComposer(write) {
  area = h('textarea', { rows: 1, placeholder: 'Message', 'aria-label': 'Message', maxLength: 4096, dir: 'auto' });
  send = h('button', { class: 'round send', 'aria-label': 'Send', title: 'Send' }, icon(paths.send));
  clip = h('button', { type: 'button', class: 'round', 'aria-label': 'Attach', title: 'Attach', 'aria-haspopup': 'menu', 'aria-expanded': 'false', onclick: () => attach(write) }, icon(paths.clip));
  const form = $('composer');
  form.append(clip, area, send);
  area.addEventListener('input', grow);
  area.addEventListener('keydown', (e) => {
    if (e.key === 'Enter' && !e.shiftKey && !e.isComposing) {
      e.preventDefault();
      form.requestSubmit();
    }
    if (e.key === 'Escape' && (state.replyTo || state.editing)) forget();
  });
  form.addEventListener('submit', async (e) => {
    e.preventDefault();
    const text = area.value.trim();
    if (!text) return;
    area.value = '';
    grow();
    const what = state.editing ? { type: 'edit', target: state.editing.id, text } : { type: 'text', text };
    if (await write(what) === undefined) area.value = text;
  });
  document.addEventListener('replying', () => {
    if (state.editing) {
      state.replyTo = null;
      area.value = state.editing.text ?? '';
      grow();
    }
    drawQuoted();
    area.focus();
  });
}

function grow() {
  area.style.height = 'auto';
  area.style.height = `${Math.min(area.scrollHeight, 120)}px`;
}

export function drawComposer() {
  const off = !state.selected;
  for (const el of [area, send, clip]) el.disabled = off;
  drawQuoted();
}

export function forget() {
  if (state.editing) area.value = '';
  state.replyTo = null;
  state.editing = null;
  drawQuoted();
}

function drawQuoted() {
  const el = $('quoted');
  const about = state.editing ?? state.replyTo;
  el.hidden = !about;
  const title = state.editing ? 'Editing' : about?.direction === 'in' ? 'You' : 'Business';
  el.replaceChildren(...(about ? [
    h('span', { dir: 'auto' }, h('small', {}, title), line(about)),
    h('button', { type: 'button', 'aria-label': state.editing ? 'Leave it as it was' : 'Do not reply to it', onclick: forget }, icon(paths.close))] : []));
}

function attach(write) {
  const lead = (name) => icon(paths[name]);
  const text = () => {
    const said = area.value.trim();
    area.value = '';
    grow();
    return said;
  };
  menu(clip, 'Attach', [
    ...messages(state.kind).map((o) => ({ label: o.label, lead: lead(o.lead), act: () => write(o.make(text)) })),
    { label: `As staff in ${words[state.kind].staff}`, lead: lead('reply'), act: () => staff(text) },
    { label: 'File of your own…', lead: lead('folder'), act: () => own(write, text) },
  ]);
}

// staff answers where the business's system does not see it being written.
const staff = (text) => tried(() => post('echoes', { customer: state.selected, account: state.account, text: text() || 'Answered by hand.' }));

// own sends a file from this machine as what its type says.
function own(write, text) {
  const input = h('input', { type: 'file' });
  input.addEventListener('change', () => tried(async () => {
    const file = input.files[0];
    const kept = await upload(file);
    const [family] = file.type.split('/');
    let type = 'document';
    if (file.type === 'image/webp') type = 'sticker';
    else if (['image', 'audio', 'video'].includes(family)) type = family;
    await write({ type, media: kept.id, text: text() });
  }));
  input.click();
}
