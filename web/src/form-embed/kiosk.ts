import { element, panelOf } from './markup.ts';
import type { Texts } from './texts.ts';

/** How long a person at a stand may leave the form before it is cleared, and how long the thanks stand. */
const idleMs = 60_000;
const thanksMs = 15_000;

/**
 * Hands a device at a stand from one person to the next. Each gets a form of their own, so that nothing of one, not even the id of the post,
 * meets another. Who goes away in the middle leaves an empty form after a minute.
 */
export const handOver = (host: HTMLElement, newForm: () => HTMLElement, thanks: string, words: Texts): void => {
  let timer = 0;

  /** A panel is a person's, too: form.js shows none for a second form. */
  const newPanel = (text: string) => {
    const next = element('button', { type: 'button' }, words.next);
    next.addEventListener('click', () => {
      renew();
      host.querySelector<HTMLElement>('input:not([type=hidden]),select,textarea')?.focus();
    });
    const panel = panelOf(text);
    panel.append(next);
    return panel;
  };
  const renew = () => {
    clearTimeout(timer);
    host.replaceChildren(newForm(), newPanel(thanks));
  };
  const renewIn = (ms: number) => {
    clearTimeout(timer);
    timer = window.setTimeout(renew, ms);
  };

  for (const type of ['input', 'pointerdown', 'keydown']) host.addEventListener(type, () => renewIn(idleMs));
  host.addEventListener('pheu:accepted', () => renewIn(thanksMs));
  host.addEventListener('pheu:kept', (event) => {
    // Without storage the post lives in this form alone, which stays and says so. Else the outbox of form.js goes on sending it.
    if (!('detail' in event) || !Object(event.detail).stored) return;
    const kept = newPanel(words.kept);
    kept.hidden = false;
    host.replaceChildren(kept);
    kept.focus();
    renewIn(thanksMs);
  });
  renew();
};
