import { textsFor } from './texts.ts';

// Loaders run scripts that are nobody's "current" one.
const script = document.currentScript ?? document.querySelector<HTMLElement>('script[src*="/consent.js"]');
const texts = textsFor(document.documentElement.lang || navigator.language);
const isRefusedByBrowser = navigator.globalPrivacyControl || navigator.doNotTrack === '1';

// By style properties, not by a style sheet: a strict Content-Security-Policy forbids the latter.
const style = {
  bar: 'position:sticky;bottom:0;z-index:9;display:flex;flex-wrap:wrap;gap:.75rem 1.5rem;align-items:center;justify-content:center;padding:1rem 1.25rem;background:#fff;color:#16302b;border-top:2px solid currentColor;font-size:1rem;line-height:1.5',
  text: 'flex:1 1 20rem;max-width:46rem;margin:0',
  buttons: 'display:flex;gap:.75rem;flex:0 1 20rem',
  // One style for both: neither answer is easier to see or to hit.
  button:
    'flex:1;min-height:2.75rem;padding:.5rem 1.25rem;border:2px solid currentColor;border-radius:.6rem;background:#fff;color:inherit;font:inherit;font-weight:600;cursor:pointer',
};

const element = <Tag extends keyof HTMLElementTagNameMap>(tag: Tag, css: string, text = ''): HTMLElementTagNameMap[Tag] => {
  const made = document.createElement(tag);
  made.style.cssText = css;
  made.textContent = text;
  return made;
};

const bar = element('section', style.bar);

const stateText = (): string => {
  if (isRefusedByBrowser) return texts.is.browser;
  const visit = window.pheu?.visit();
  if (visit === undefined) return texts.is.open;
  return visit ? texts.is.yes : texts.is.no;
};

/** Fills `[data-pheu-consent-state]` on the page; pages that show what depends on the answer hear `pheu:consent`. */
const tell = (): void => {
  for (const place of document.querySelectorAll('[data-pheu-consent-state]')) place.textContent = stateText();
  document.dispatchEvent(new Event('pheu:consent'));
};

const answer = (given: boolean): void => {
  bar.remove();
  window.pheu?.consent(given);
  tell();
};

const build = (): void => {
  bar.className = 'pheu-consent';
  bar.setAttribute('aria-label', texts.name);
  const text = element('p', style.text, `${texts.question} `);
  const privacy = script?.dataset.privacy;
  if (privacy) {
    const link = element('a', 'color:inherit', texts.more);
    link.href = privacy;
    text.append(link);
  }
  const buttons = element('div', style.buttons);
  for (const given of [false, true]) {
    const button = element('button', style.button, given ? texts.yes : texts.no);
    button.type = 'button';
    button.addEventListener('click', () => answer(given));
    buttons.append(button);
  }
  bar.append(text, buttons);
};

const start = (): void => {
  build();
  // The tag may stand in the theme and in a tag manager: the question is put once.
  const isPut = document.querySelector(`.${bar.className}`) !== null;
  if (window.pheu?.visit() === undefined && !isRefusedByBrowser && !isPut) document.body.append(bar);
  document.addEventListener('click', ({ target }) => {
    const chosen = target instanceof Element && target.closest<HTMLElement>('[data-pheu-consent]');
    if (chosen) answer(chosen.dataset.pheuConsent === 'true');
  });
  // Another tab may have answered.
  addEventListener('storage', ({ key }) => {
    if (key !== 'pheu') return;
    if (window.pheu?.visit() !== undefined) bar.remove();
    tell();
  });
  tell();
};

/** Loaders may run the tracker, which alone knows the answer, after this script. */
const startOnceTracked = (triesLeft: number): void => {
  if (window.pheu?.track) start();
  else if (triesLeft > 0) setTimeout(startOnceTracked, 250, triesLeft - 1);
  else tell();
};

const begin = (): void => startOnceTracked(40);

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', begin);
else begin();
