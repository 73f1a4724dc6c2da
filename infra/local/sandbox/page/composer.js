// Where the customer writes and attaches.

import { $, h, icon, paths, menu, tried } from './dom.js';
import { upload } from './net.js';
import { state, line } from './state.js';

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
    if (e.key === 'Escape' && state.replyTo) forget();
  });
  form.addEventListener('submit', async (e) => {
    e.preventDefault();
    const text = area.value.trim();
    if (!text) return;
    area.value = '';
    grow();
    if (await write({ type: 'text', text }) === undefined) area.value = text;
  });
  document.addEventListener('replying', () => { drawQuoted(); area.focus(); });
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

export const forget = () => { state.replyTo = null; drawQuoted(); };

function drawQuoted() {
  const el = $('quoted');
  el.hidden = !state.replyTo;
  el.replaceChildren(...(state.replyTo ? [
    h('span', { dir: 'auto' }, h('small', {}, state.replyTo.direction === 'in' ? 'You' : 'Business'), line(state.replyTo)),
    h('button', { type: 'button', 'aria-label': 'Do not reply to it', onclick: forget }, icon(paths.close))] : []));
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
    { label: 'Photo', lead: lead('photo'), act: () => write({ type: 'image', text: text() }) },
    { label: 'Voice note', lead: lead('mic'), act: () => write({ type: 'audio' }) },
    { label: 'Video', lead: lead('film'), act: () => write({ type: 'video', text: text() }) },
    { label: 'Document', lead: lead('file'), act: () => write({ type: 'document', text: text() }) },
    { label: 'Sticker', lead: lead('sticker'), act: () => write({ type: 'sticker' }) },
    { label: 'Location', lead: lead('pin'), act: () => write({ type: 'location' }) },
    { label: 'Contact card', lead: lead('card'), act: () => write({ type: 'contacts' }) },
    { label: 'Tap on a quick reply', lead: lead('tap'), act: () => write({ type: 'button', text: text() || 'Yes, please' }) },
    { label: 'Poll (unsupported)', lead: lead('chart'), act: () => write({ type: 'unsupported' }) },
    { label: 'File of your own…', lead: lead('folder'), act: () => own(write, text) },
  ]);
}

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
