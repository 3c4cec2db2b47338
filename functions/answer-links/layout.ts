import { createHash } from 'node:crypto';
import type { Company } from '../../shared/confirming/index.ts';
import type { Locale } from '../../shared/leads/index.ts';
import { escapeHtml, type HttpResponse, htmlResponse } from '../../shared/platform/http.ts';
import { type Texts, texts } from './texts.ts';

/** Colours by day and in the dark, by what they are for; each pair of words and ground has a contrast of 4.5 at least. */
const style =
  ':root{color-scheme:light dark;--ink:#17211c;--ground:#eef1f3;--paper:#fff;--brand:#0b6e63;--press:#095a51;--soft:#e7f1ef;--dim:#4f5b65;--line:#dfe4e7;--field:#66737d;--focus:#b37700;--wrong:#a3261d}' +
  '@media (prefers-color-scheme:dark){:root{--ink:#e8edf1;--ground:#14191d;--paper:#1f262c;--brand:#6fd0c3;--press:#8fdccf;--soft:#28363a;--dim:#b6c2cc;--line:#3b464f;--field:#8a97a2;--focus:#f0b93a;--wrong:#ff9d94}}' +
  'body{font:1.0625rem/1.6 system-ui,"Segoe UI",Roboto,sans-serif;color:var(--ink);background:var(--ground);margin:0;overflow-wrap:anywhere}' +
  'main{max-width:34rem;margin:0 auto;padding:2rem 1rem 4rem}.company{font-weight:700;color:var(--brand);margin:0 .25rem 1rem}' +
  'section{background:var(--paper);border-radius:.75rem;padding:1.5rem 1.5rem 1.75rem;margin-bottom:1rem}h1{font-size:1.5rem;line-height:1.3;margin:0 0 .75rem}' +
  'h2{font-size:1.15rem;line-height:1.35;margin:0 0 .5rem}p{margin:0 0 1rem}dl{margin:0 0 1.5rem;border-top:1px solid var(--line)}dl div{border-bottom:1px solid var(--line);padding:.6rem 0}' +
  'dt{color:var(--dim);font-size:.9rem}dd{margin:0;font-size:1.2rem;font-weight:600}ul{list-style:none;margin:0 0 1.25rem;padding:0;border-top:1px solid var(--line)}' +
  'li{border-bottom:1px solid var(--line)}li,label{display:block}label{position:relative;padding:.75rem 0 .75rem 2.5rem;cursor:pointer}li.plain{padding:.75rem 0}' +
  'input[type=checkbox]{position:absolute;left:.125rem;top:.9rem;width:1.5rem;height:1.5rem;margin:0;accent-color:var(--brand)}' +
  'label.field{padding:0 0 1rem}input[type=email],input[type=text],select,textarea{font:inherit;box-sizing:border-box;display:block;width:100%;min-height:3rem;margin-top:.25rem;padding:.5rem .75rem;border:1px solid var(--field);border-radius:.5rem;background:var(--paper);color:inherit}' +
  'li b{display:block}li span{color:var(--dim);font-size:.95rem}' +
  'button{font:inherit;font-weight:600;width:100%;min-height:3rem;padding:.7rem 1.25rem;border:0;border-radius:.5rem;background:var(--brand);color:var(--paper);cursor:pointer}' +
  'button:hover{background:var(--press)}button.plain{background:var(--paper);color:var(--brand);box-shadow:inset 0 0 0 2px var(--brand)}button.plain:hover{background:var(--soft)}form+form{margin-top:.75rem}' +
  ':focus-visible{outline:3px solid var(--focus);outline-offset:2px}.saved{background:var(--soft);border-radius:.5rem;padding:.75rem 1rem}' +
  'a.button{display:block;text-align:center;text-decoration:none;font-weight:600;padding:.7rem 1.25rem;border-radius:.5rem;background:var(--brand);color:var(--paper)}a.button:hover{background:var(--press)}' +
  'details{margin-top:1.25rem}summary{color:var(--brand);font-weight:600;padding:.75rem 0;cursor:pointer}input[type=radio]{position:absolute;left:.125rem;top:.9rem;width:1.5rem;height:1.5rem;margin:0;accent-color:var(--brand)}dd{white-space:pre-line}form+dl,p+dl{margin-top:1.25rem}label+button{margin-top:1rem}' +
  'fieldset{border:0;margin:0 0 1.5rem;padding:0;min-width:0}legend{font-weight:600;padding:0}.hint{color:var(--dim);font-size:.95rem;margin:0 0 .5rem}.fault{color:var(--wrong);font-weight:600;margin:.25rem 0 1rem}' +
  '.score{display:grid;grid-template-columns:repeat(auto-fill,minmax(2.75rem,1fr));gap:.375rem}@media (min-width:36rem){.score{grid-template-columns:repeat(11,1fr);gap:.25rem}}.score label{padding:.6rem 0;text-align:center;border:1px solid var(--field);border-radius:.5rem}.score input[type=radio]{inset:0;width:100%;height:100%;opacity:0;cursor:pointer}.score label:has(:checked){background:var(--brand);color:var(--paper);border-color:var(--brand)}.score label:has(:focus-visible){outline:3px solid var(--focus);outline-offset:2px}' +
  '.quiet{color:var(--dim);font-size:.95rem;margin:1rem 0 0}.quiet a{color:var(--brand)}' +
  '@media (min-width:30rem){button{width:auto}main{padding-top:3rem}}';

/**
 * Nothing but its own style, named by digest, and its own button. `no-referrer`: the address of the page is a key, and whatever the page leads
 * to must not be told it. The button's request carries no origin by that, and needs none.
 */
const headers = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
};

/** Two languages where nobody knows which: a link that is not ours says none. */
export const bothLanguages: readonly Locale[] = ['vi', 'en'];

/** Answers with a page of the company: what `inside` writes, once for each language. */
export function answerPage(
  status: number,
  company: Company | null,
  locales: readonly Locale[],
  inside: (words: Texts, locale: Locale) => string,
): HttpResponse {
  const [first = 'vi'] = locales;
  const sections = locales.map((locale) => `<div lang="${locale}">${inside(texts[locale], locale)}</div>`).join('');
  const title = /<h1>(.*?)<\/h1>/.exec(sections)?.[1] ?? '';
  const html =
    `<!doctype html><html lang="${first}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
    `<meta name="robots" content="noindex, nofollow"><meta name="referrer" content="no-referrer"><title>${title}</title><style>${style}</style></head>` +
    `<body><main>${company ? `<p class="company">${escapeHtml(company.name)}</p>` : ''}${sections}</main></body></html>`;
  return htmlResponse(status, html, headers);
}

/** A part of a page under the page's own heading. */
export const section = (title: string, inside: string): string => `<section><h1>${escapeHtml(title)}</h1>${inside}</section>`;

/** A text of ours, with the company's name at its place. */
export const paragraph = (text: string, company: Company | null): string =>
  `<p>${escapeHtml(text.replaceAll('{company}', company?.name ?? ''))}</p>`;

/** What is known, each under its name; what is not is left out. */
export function factList(rows: readonly (readonly [name: string, value: string | null | undefined])[]): string {
  const shown = rows.flatMap(([name, value]) => (value ? [`<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>`] : []));
  return `<dl>${shown.join('')}</dl>`;
}

/** The page of a link that ended, or that asks for what was settled otherwise. */
export function endedPage(company: Company, locale: Locale, text: keyof Texts): HttpResponse {
  return answerPage(410, company, [locale], (words) => section(words.overTitle, paragraph(words[text], company) + help(company, words)));
}

/** The page of a link that is none of ours. */
export function unknownPage(company: Company): HttpResponse {
  return answerPage(404, company, bothLanguages, (words) =>
    section(words.unknownTitle, paragraph(words.unknown, company) + help(company, words)),
  );
}

/** The page where something failed for now; it may not even be known whose page it is. */
export function failurePage(status: number): HttpResponse {
  return answerPage(status, null, bothLanguages, (words) => section(words.laterTitle, paragraph(words.later, null)));
}

function help({ phone }: Company, words: Texts): string {
  const address = `tel:${phone.replace(/[^+\d]/g, '')}`;
  return `<p class="quiet">${escapeHtml(words.callUs)} <a href="${escapeHtml(address)}">${escapeHtml(phone)}</a>.</p>`;
}
