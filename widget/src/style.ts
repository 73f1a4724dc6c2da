/** The widget's styles, adopted by its shadow root: no style element, so that a strict policy allows them, and
 * nothing of the page reaches in (the host's own rules are important, which wins over a page's). */
export const css = `
:host { all: initial !important; position: fixed !important; inset: auto !important; inset-block-end: 0 !important; inset-inline-end: 0 !important;
  z-index: 2147483000 !important; display: block !important; width: 0 !important; height: 0 !important; visibility: visible !important; opacity: 1 !important; }
:host([data-start]) { inset-inline-end: auto !important; inset-inline-start: 0 !important; }
:host([hidden]) { display: none !important; }
.root { --paper: #fff; --ink: #1d2126; --quiet: #5b6470; --line: #dfe3e8; --theirs: #f1f3f5; --bad: #b3261e; --link: #0b57b0;
  font: 15px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; color: var(--ink); color-scheme: light; text-align: start; }
@media (prefers-color-scheme: dark) {
  .root { --paper: #1c1f24; --ink: #eef0f2; --quiet: #a6aeb8; --line: #383e46; --theirs: #2a2f36; --bad: #ffb4ab; --link: #9ecbff; color-scheme: dark; }
}
*, *::before, *::after { box-sizing: border-box; }
button, textarea, input { font: inherit; color: inherit; letter-spacing: normal; }
button { cursor: pointer; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
[hidden] { display: none !important; }
.launcher { position: fixed; inset-block-end: 20px; inset-inline-end: 20px; width: 56px; height: 56px; border: 0; border-radius: 50%; padding: 0;
  background: var(--c); color: var(--on); box-shadow: 0 4px 16px #0004; display: grid; place-items: center; }
:host([data-start]) .launcher { inset-inline-end: auto; inset-inline-start: 20px; }
.launcher svg { width: 26px; height: 26px; }
.badge { position: absolute; inset-block-start: -4px; inset-inline-end: -4px; min-width: 22px; height: 22px; border-radius: 11px; padding: 0 6px; background: #b3261e; color: #fff;
  font-size: 13px; font-weight: 600; line-height: 22px; text-align: center; }
.panel { position: fixed; inset-block-end: 88px; inset-inline-end: 20px; width: 380px; height: min(620px, calc(100vh - 112px)); display: flex; flex-direction: column;
  background: var(--paper); border: 1px solid var(--line); border-radius: 16px; box-shadow: 0 12px 40px #0005; overflow: hidden; animation: rise .16s ease-out; }
:host([data-start]) .panel { inset-inline-end: auto; inset-inline-start: 20px; }
@keyframes rise { from { transform: translateY(12px); opacity: 0; } }
.head { display: flex; align-items: center; gap: 8px; padding: 14px 16px; background: var(--c); color: var(--on); }
h2 { flex: 1; margin: 0; font-size: 17px; line-height: 1.3; font-weight: 650; overflow-wrap: anywhere; }
.icon { width: 36px; height: 36px; flex: none; border: 0; border-radius: 8px; padding: 0; background: none; display: grid; place-items: center; }
.icon svg { width: 20px; height: 20px; }
.head .icon:focus-visible { outline-color: currentColor; outline-offset: -3px; }
.log { flex: 1; overflow-y: auto; overscroll-behavior: contain; padding: 16px; margin: 0; display: flex; flex-direction: column; gap: 4px; }
.log:focus-visible { outline-offset: -3px; }
.item { max-width: 85%; align-self: flex-start; margin-block-end: 6px; }
.item.mine { align-self: flex-end; }
.bubble { padding: 8px 12px; border-radius: 14px; background: var(--theirs); white-space: pre-wrap; overflow-wrap: anywhere; }
.mine .bubble { background: var(--c); color: var(--on); }
.mine .bubble a { color: inherit; }
.bubble a { color: var(--link); }
.meta { font-size: 12px; color: var(--quiet); margin: 2px 4px 0; }
.mine .meta { text-align: end; }
.meta.bad { color: var(--bad); }
.meta button, .chip button { border: 0; background: none; padding: 0 4px; text-decoration: underline; font-size: inherit; }
.file { display: block; max-width: 100%; max-height: 260px; border-radius: 10px; margin-block-end: 4px; background: var(--theirs); }
.choices { display: flex; flex-wrap: wrap; gap: 6px; margin-block-start: 6px; }
.choices button { border: 1px solid var(--quiet); background: var(--paper); border-radius: 16px; padding: 5px 12px; }
.gone { font-style: italic; color: var(--quiet); }
.note { padding: 8px 16px; font-size: 13px; color: var(--quiet); min-height: 0; }
.note:empty { padding-block: 0; }
form { display: flex; align-items: flex-end; gap: 8px; padding: 8px; border-block-start: 1px solid var(--line); }
textarea { flex: 1; min-width: 0; height: 40px; max-height: 140px; resize: none; border: 1px solid var(--quiet); border-radius: 12px; padding: 8px 12px; background: var(--paper); line-height: 22px; margin: 0; }
textarea::placeholder { color: var(--quiet); opacity: 1; }
.send { background: var(--c); color: var(--on); border-radius: 50%; width: 40px; height: 40px; }
.attach { color: var(--quiet); height: 40px; }
.chip { display: flex; align-items: center; gap: 8px; padding: 6px 16px; font-size: 13px; border-block-start: 1px solid var(--line); overflow-wrap: anywhere; }
.sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 480px) {
  .panel, :host([data-start]) .panel { inset: 0; width: 100%; height: 100%; border: 0; border-radius: 0; }
  .root.open .launcher { display: none; }
  textarea { font-size: 16px; }
}
@media (prefers-reduced-motion: reduce) { .panel { animation: none; } .log { scroll-behavior: auto; } }
@media (forced-colors: active) { .launcher, .panel, .bubble, .send { border: 1px solid; } }
`;

/** Black or white, whichever can be read on a colour. */
export function inkOn(colour: string): string {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
    const c = parseInt(colour.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  const light = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 ? "#ffffff" : "#000000";
}
