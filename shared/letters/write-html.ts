import type { CompanyConfig } from '../company/company-config.ts';
import type { Locale } from '../leads/index.ts';
import { escapeHtml, safeUrl } from '../mail/index.ts';
import { paragraphsOf } from './paragraphs.ts';
import { belowWords } from './words.ts';

type Sender = Pick<CompanyConfig, 'name' | 'address' | 'phone' | 'email' | 'website'>;

/** Where the reader of what advertises refuses it. */
export interface WaysOut {
  readonly unsubscribeUrl: string;
  readonly preferencesUrl: string;
}

/** Returns the lines that stand below a letter: who writes, and for which company. */
export function signatureOf(writer: string, { name, address, phone }: Omit<Sender, 'email' | 'website'>, locale: Locale): string[] {
  return [writer, name, address, `${belowWords[locale].phone}: ${phone}`].filter((line) => line.trim() !== '');
}

interface Written {
  readonly subject: string;
  readonly text: string;
  readonly locale: Locale;
}

/** Writes the mail of a letter as a mail program would: no frame, no picture, nothing that tells of its reading. */
export function writeLetterMail({ subject, text, locale }: Written, writer: string, company: Sender, waysOut: WaysOut | null) {
  // Advertising names every way to reach its sender (Decree 91/2020).
  const reached = waysOut ? [company.email, company.website] : [];
  const signature = [...signatureOf(writer, company, locale), ...reached];
  const words = belowWords[locale];
  const leave = waysOut
    ? ([
        [words.leave, waysOut.unsubscribeUrl],
        [words.choose, waysOut.preferencesUrl],
      ] as const)
    : [];
  const links = leave.map(([label, url]) => `<a href="${escapeHtml(safeUrl(url))}">${escapeHtml(label)}</a>`).join(' · ');
  const html = [
    `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">`,
    `<title>${escapeHtml(subject)}</title></head>`,
    '<body style="margin:0;padding:16px;font:16px/1.5 -apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif">',
    `<div style="max-width:40em">${paragraphsOf(text)}`,
    `<p style="margin:0 0 1em">--<br>${signature.map(escapeHtml).join('<br>')}</p>`,
    links === '' ? '' : `<p style="margin:0 0 1em">${links}</p>`,
    '</div></body></html>',
  ].join('\n');
  const plain = [text.trim(), ['-- ', ...signature].join('\n'), ...leave.map(([label, url]) => `${label}: ${url}`)].join('\n\n');
  return { subject, html, text: plain };
}
