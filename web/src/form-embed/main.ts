import type {} from '../tracker/pheu.d.ts';
import { type Description, describe } from './description.ts';
import { keepPage } from './keep-page.ts';
import { handOver } from './kiosk.ts';
import { element, eventOf, formOf, panelOf } from './markup.ts';
import { addStyle } from './style.ts';
import { languageOf, texts } from './texts.ts';

/** Seconds before a form is asked for again. */
const pauses = [1, 4];

/** Asks for a form a few times; whoever has been here need not answer the same again. */
const ask = async (address: string): Promise<Description | null> => {
  const visitorId = (window.pheu?.visit?.() || undefined)?.visitorId;
  const asked = visitorId ? `${address}?visitorId=${encodeURIComponent(visitorId)}` : address;
  for (const seconds of pauses) {
    const description = await describe(asked);
    if (description) return description;
    await new Promise((wake) => setTimeout(wake, seconds * 1_000));
  }
  return describe(asked);
};

/** Puts the form that a tag names behind the tag, or at the end of what its `data-into` selects. */
const embed = async (tag: HTMLScriptElement, site: URL): Promise<void> => {
  const formId = tag.dataset.form ?? '';
  const address = new URL(`v1/forms/${encodeURIComponent(formId)}`, site).href;
  const lang = languageOf(tag.closest<HTMLElement>('[lang]')?.lang || navigator.language);
  const words = texts[lang];
  const host = element('div', { class: 'pheu-embed', lang });
  const place = tag.dataset.into && document.querySelector(tag.dataset.into);
  if (place) place.append(host);
  else tag.after(host);

  const open = async () => {
    host.replaceChildren(element('p', { class: 'pheu-hint', role: 'status' }, words.loading));
    const description = await ask(address);
    if (description) return show(description);
    const again = element('button', { type: 'button' }, words.again);
    again.addEventListener('click', () => void open());
    host.replaceChildren(element('p', { class: 'pheu-hint', role: 'alert' }, words.failed), again);
  };

  const show = (description: Description) => {
    const newForm = () => formOf(description, formId, `${address}/submissions`, lang, words);
    const { deliver } = description.download ?? {};
    const mailed = deliver === 'mail' || deliver === 'both' ? ` ${words.mailed}` : '';
    const thanks = (description.words?.thanks?.[lang] ?? words.sent) + mailed;
    if (description.event?.takesPosts === false) return host.replaceChildren(...eventOf(description, lang));
    if (description.mode === 'event') {
      keepPage(site, address);
      return handOver(host, newForm, thanks, words);
    }
    const panel = panelOf(thanks);
    panel.append(...eventOf(description, lang, 2));
    const form = newForm();
    form.addEventListener('pheu:accepted', (event) => {
      const { file } = Object('detail' in event && event.detail);
      if (typeof file !== 'string') return;
      const link = element('a', { class: 'pheu-file', href: new URL(file, site).href }, description.download?.label?.[lang] ?? words.file);
      // The only page of ours that counts downloads where the visitor has agreed; the link leads to a name that no rule knows.
      link.addEventListener('click', () => window.pheu?.track('download', { file: formId }));
      panel.replaceChildren(...panel.querySelectorAll('p:first-child'), link, element('p', { class: 'pheu-hint' }, words.ended));
    });
    host.replaceChildren(form, panel);
  };
  await open();
};

const start = () => {
  for (const tag of document.querySelectorAll<HTMLScriptElement>('script[data-form][src*="/embed.js"]:not([data-pheu-shown])')) {
    // Seen by the same script behind another tag.
    tag.dataset.pheuShown = '';
    const site = new URL('.', tag.src);
    const enhancer = new URL('form.js', site).href;
    // By the whole address: many a theme has a form.js of its own, which would leave our form without ours.
    const isThere = [...document.scripts].some(({ src }) => src.split(/[?#]/)[0] === enhancer);
    if (!isThere) document.head.append(element('script', { src: enhancer }));
    if (!document.querySelector('.pheu-embed')) addStyle();
    void embed(tag, site);
  }
};

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
else start();
