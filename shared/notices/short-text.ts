import type { Locale } from '../leads/index.ts';
import { cut, escaped, longest, plainLength, words } from './telegram-text.ts';

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

/** Of a name, and of what people type as a line. */
const longestLine = 250;
const longestTyped = 600;

/**
 * Writes a notice of a few lines as a message of Telegram, in its tags. What people typed stands in `code` or `pre`, as `telegramText` says. What no message takes
 * is left out, and the links stay.
 */
export function shortText({ title, leadName, lines = [], typed = [], phone = '', links = [] }: ShortTold, locale: Locale): string {
  const parts = [
    `<b>${escaped(cut(title, longestLine))}</b>`,
    ...(leadName === '' ? [] : [`<code>${escaped(cut(leadName, longestLine))}</code>`]),
    ...lines.flatMap((line) => (line === '' ? [] : [escaped(cut(line, longestTyped))])),
    ...(phone === '' ? [] : [`${words.phone[locale]}: ${escaped(cut(phone, longestLine))}`]),
    ...typed.flatMap(([label, value]) => (value === '' ? [] : [typedPart(words[label][locale], value)])),
  ];
  const after = links.flatMap(([label, url]) => (url === '' ? [] : [`<a href="${escaped(url)}">${words[label][locale]}</a>`]));
  return [...asManyAsFit(parts, plainLength(after.join('\n'))), ...after].join('\n');
}

/** Returns the first parts that a message takes beside what has so many characters. */
function asManyAsFit(parts: readonly string[], taken: number): string[] {
  let length = taken;
  return parts.filter((part) => {
    const longer = length + plainLength(part) + 1;
    if (longer > longest) return false;
    length = longer;
    return true;
  });
}

/** What is more than a line stands in a block of its own. */
function typedPart(label: string, value: string): string {
  const isLine = value.length <= longestLine && !value.includes('\n');
  return isLine ? `${label}: <code>${escaped(value)}</code>` : `${label}:\n<pre>${escaped(cut(value, longestTyped))}</pre>`;
}
