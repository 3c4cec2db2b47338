import type { Locale } from '../leads/index.ts';
import { cut, escaped, words } from './telegram-text.ts';

/** What a notice of a few lines tells. */
export interface ShortTold {
  /** What happened, in a line of ours. */
  readonly title: string;
  /** Whom it is about; empty: nobody is named. */
  readonly leadName: string;
  /** Lines in our words, which hold what the configuration names. */
  readonly lines?: readonly string[];
  /** What people typed, under the word that says what it is; an empty one is left out. */
  readonly typed?: readonly (readonly [label: keyof typeof words, value: string])[];
  /** A number that may be tapped, in place of one that stands in `typed`. */
  readonly phone?: string;
  /** Where the reader goes on; one without an address is left out. */
  readonly links?: readonly (readonly [label: keyof typeof words, url: string])[];
}

const longestLine = 250;
const longestTyped = 600;
/** As many as leave room for all else that a message holds. */
const mostLines = 8;

/** Writes a notice of a few lines as a message of Telegram, in its tags. What people typed stands in `code` or `pre`, as `telegramText` says. */
export function shortText({ title, leadName, lines = [], typed = [], phone = '', links = [] }: ShortTold, locale: Locale): string {
  return [
    `<b>${escaped(cut(title, longestLine))}</b>`,
    ...(leadName === '' ? [] : [`<code>${escaped(cut(leadName, longestLine))}</code>`]),
    ...lines.slice(0, mostLines).flatMap((line) => (line === '' ? [] : [escaped(cut(line, longestLine))])),
    ...(phone === '' ? [] : [`${words.phone[locale]}: ${escaped(cut(phone, longestLine))}`]),
    ...typed.flatMap(([label, value]) => (value === '' ? [] : [typedPart(words[label][locale], value)])),
    ...links.flatMap(([label, url]) => (url === '' ? [] : [`<a href="${escaped(url)}">${words[label][locale]}</a>`])),
  ].join('\n');
}

/** What is more than a line stands in a block of its own. */
function typedPart(label: string, value: string): string {
  const isLine = value.length <= longestLine && !value.includes('\n');
  return isLine ? `${label}: <code>${escaped(value)}</code>` : `${label}:\n<pre>${escaped(cut(value, longestTyped))}</pre>`;
}
