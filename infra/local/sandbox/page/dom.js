// Small help with the document: elements, the notice, menus that keyboards can use.

export const $ = (id) => document.getElementById(id);

// h makes an element. Properties that begin with "on" listen, "class" and those with a dash are attributes.
export function h(tag, props = {}, ...children) {
  const el = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith('on')) el.addEventListener(key.slice(2), value);
    else if (key === 'class' || key === 'for' || key === 'list' || key.includes('-') || key === 'role') el.setAttribute(key, value);
    else el[key] = value;
  }
  el.append(...children.flat(9).filter((c) => c !== null && c !== undefined && c !== false));
  return el;
}

const svg = 'http://www.w3.org/2000/svg';

// icon draws a path of 24 by 24.
export function icon(path, label) {
  const el = document.createElementNS(svg, 'svg');
  el.setAttribute('viewBox', '0 0 24 24');
  el.setAttribute('class', 'icon');
  if (label) {
    el.setAttribute('role', 'img');
    el.setAttribute('aria-label', label);
  } else el.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(svg, 'path');
  line.setAttribute('d', path);
  el.append(line);
  return el;
}

export const paths = {
  clip: 'M20 11.5 12.5 19a5 5 0 0 1-7-7l8-8a3.4 3.4 0 0 1 4.8 4.8l-8 8a1.7 1.7 0 0 1-2.4-2.4l7-7',
  send: 'M5 12h13M12.5 6l6 6-6 6',
  reply: 'M10 6 4 12l6 6M4 12h9a7 7 0 0 1 7 6',
  smile: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM8.5 14.5a4.5 4.5 0 0 0 7 0M9 9.5v.4M15 9.5v.4',
  close: 'M6 6l12 12M18 6 6 18',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5l3.5 2',
  one: 'm6 12.5 4 4L18.500 8',
  two: 'm2.500 12.500 4 4L15 8m-4.500 6.500 2 2L21 8',
  fail: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7.500v5.500M12 16.300v.2',
  file: 'M7 3h7l4 4v14H7zM14 3v4h4M10 12h5M10 16h5',
  pin: 'M12 21c4-4.500 6.500-7.800 6.500-11a6.500 6.500 0 1 0-13 0c0 3.200 2.500 6.500 6.500 11ZM12 12.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5Z',
  photo: 'M4 5h16v14H4zM4 16l4.500-4.500 4 4 3-3L20 17M15.500 9.500v.1',
  mic: 'M12 15a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v6a3 3 0 0 0 3 3ZM6 12a6 6 0 0 0 12 0M12 18v3',
  film: 'M4 6h11v12H4zM15 10.500l5-3v9l-5-3',
  sticker: 'M20 13V7a3 3 0 0 0-3-3H7a3 3 0 0 0-3 3v10a3 3 0 0 0 3 3h6zM13 20v-4a3 3 0 0 1 3-3h4',
  tap: 'M4 9.500h16v5H4zM9 12h6',
  chart: 'M6 20v-8M12 20V4M18 20v-5',
  folder: 'M3.500 18V6h6l2 2.500h9V18z',
  link: 'M10 14a4 4 0 0 0 5.700 0l3-3a4 4 0 0 0-5.700-5.700l-1 1M14 10a4 4 0 0 0-5.700 0l-3 3a4 4 0 0 0 5.700 5.700l1-1',
  bag: 'M5 8h14l-1 12H6zM9 8V6.500a3 3 0 0 1 6 0V8',
  edit: 'M5 19h3.500L19 8.500 15.500 5 5 15.500z',
  bin: 'M5 7h14M10 7V4.500h4V7M7 7l1 13h8l1-13',
  eye: 'M3 12s3.500-6 9-6 9 6 9 6-3.500 6-9 6-9-6-9-6ZM12 14a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
  card: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.500 20.500a7.500 7.500 0 0 1 15 0',
};

let quiet;

// notice says something for a moment.
export function notice(text) {
  const el = $('notice');
  el.textContent = text;
  el.classList.add('shown');
  clearTimeout(quiet);
  quiet = setTimeout(() => el.classList.remove('shown'), 5000);
}

// tried runs something that may fail and says why it did.
export async function tried(doing) {
  try {
    return await doing();
  } catch (problem) {
    notice(problem.message);
    return undefined;
  }
}

// menu opens choices ({label, act, lead}) at a button; Escape and a click elsewhere close it.
export function menu(button, label, choices, kind = '') {
  document.querySelector('[role=menu]')?.dispatchEvent(new Event('leave'));
  const leave = (back) => {
    el.remove();
    document.removeEventListener('pointerdown', outside, true);
    button.setAttribute('aria-expanded', 'false');
    if (back) button.focus();
  };
  const outside = (e) => { if (!el.contains(e.target)) leave(false); };
  const entries = choices.map(({ label: name, act, lead }) => h('button', {
    type: 'button', role: 'menuitem', class: 'choice', 'aria-label': name, title: kind ? name : undefined,
    onclick: () => { leave(true); act(); },
  }, lead ?? null, kind ? null : h('span', {}, name)));
  const el = h('div', { role: 'menu', class: `menu ${kind}`, 'aria-label': label, onleave: () => leave(false) }, entries);
  el.addEventListener('keydown', (e) => {
    const at = entries.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[e.key];
    if (step) entries[(at + step + entries.length) % entries.length].focus();
    else if (e.key === 'Escape') leave(true);
    else if (e.key === 'Tab') leave(false);
    else return;
    if (e.key !== 'Tab') e.preventDefault();
  });
  button.setAttribute('aria-expanded', 'true');
  document.body.append(el);
  place(el, button.getBoundingClientRect());
  document.addEventListener('pointerdown', outside, true);
  entries[0].focus();
}

function place(el, at) {
  const box = el.getBoundingClientRect();
  const left = Math.max(8, Math.min(at.left, innerWidth - box.width - 8));
  const above = at.top - box.height - 8;
  el.style.left = `${left}px`;
  el.style.top = `${above > 8 ? above : Math.min(at.bottom + 8, innerHeight - box.height - 8)}px`;
}

// initials are what an avatar shows, its hue comes from the name.
export function avatar(name) {
  const letters = name.split(/\s+/).filter(Boolean).slice(0, 2).map((w) => Array.from(w)[0].toUpperCase()).join('');
  const hue = Array.from(name).reduce((sum, c) => (sum * 31 + c.codePointAt(0)) % 360, 7);
  const el = h('span', { class: 'avatar', 'aria-hidden': 'true' }, letters);
  el.style.setProperty('--hue', hue);
  return el;
}
