import { cutGraphemes } from '../identity/index.ts';
import type { Locale } from '../leads/index.ts';
import type { cardValues } from './card-values.ts';

/** What Telegram takes after it has read the tags; it counts as JavaScript does. */
export const longest = 4_096;
/** Of a line that people type, and of the longest ones. */
const longestLine = 250;
const longestPart = 600;

/** What a message tells beside the card of the lead. */
export interface TelegramTold {
  /** What happened, in a line. */
  readonly title: string;
  readonly reason: string;
  /** Where and until when the rep accepts. */
  readonly accept: { readonly url: string; readonly until: string } | null;
}

/** What stands before a value, or over a link. */
export const words = {
  phone: { vi: 'Điện thoại', en: 'Phone' },
  number: { vi: 'Xem số điện thoại', en: 'See the number' },
  email: { vi: 'E-mail', en: 'E-mail' },
  toAsk: { vi: 'Cần hỏi lại', en: 'Ask again' },
  place: { vi: 'Tỉnh, thành', en: 'Province' },
  company: { vi: 'Công ty', en: 'Company' },
  product: { vi: 'Quan tâm', en: 'Interested in' },
  temperature: { vi: 'Độ nóng', en: 'Heat' },
  message: { vi: 'Lời nhắn', en: 'Message' },
  said: { vi: 'Khách còn ghi khác (chưa ai xác minh)', en: 'Also said (nobody has proven it)' },
  task: { vi: 'Việc', en: 'Task' },
  dueAt: { vi: 'Đến hạn', en: 'Due' },
  note: { vi: 'Ghi chú', en: 'Note' },
  record: { vi: 'Mở hồ sơ khách', en: 'Open the record' },
  reason: { vi: 'Vì sao là anh/chị', en: 'Why you' },
  accept: { vi: 'Nhận hoặc từ chối', en: 'Accept or decline' },
  until: { vi: 'trước', en: 'before' },
  open: { vi: 'Một lead đang chờ, ai nhận trước được trước', en: 'A lead is open: the first to accept it has it' },
  named: { vi: 'Anh/chị được nhắc trong ghi chú', en: 'A note names you' },
  first: { vi: 'Xem và nhận', en: 'See and accept' },
  mailHasAll: { vi: 'Thư điện tử có đủ tất cả.', en: 'The e-mail has all of them.' },
} as const;

/**
 * Writes a notice as a message of Telegram, in its tags. What people typed stands in `code` or `pre`: in any other text Telegram makes a link
 * of whatever looks like an address, and a lead could send a rep anywhere.
 */
export function telegramText(card: ReturnType<typeof cardValues>, told: TelegramTold, locale: Locale): string {
  const typed = (label: keyof typeof words, value: string): string[] =>
    value === '' ? [] : [`${words[label][locale]}: <code>${escaped(cut(value, longestLine))}</code>`];
  const before = [
    `<b>${escaped(cut(told.title, longestLine))}</b>`,
    `<code>${escaped(cut(card.leadName, longestLine))}</code>`,
    ...phoneLine(card, locale),
    ...(card.numberUrl === '' ? [] : [`<a href="${escaped(card.numberUrl)}">${words.number[locale]}</a>`]),
    ...typed('email', card.email),
    ...typed('toAsk', card.toAsk),
    ...typed('place', `${card.place}${card.formerPlace}`),
    ...typed('company', card.leadCompany),
    ...typed('product', card.product),
    `${words.temperature[locale]}: ${escaped(card.temperature)}`,
  ];
  const after = [
    ...(card.said === '' ? [] : [`${words.said[locale]}:`, `<pre>${escaped(cut(card.said, longestPart))}</pre>`]),
    ...(told.reason === '' ? [] : [`${words.reason[locale]}: ${escaped(cut(told.reason, longestPart))}`]),
    ...acceptLine(told.accept, locale),
    ...recordLine(card.leadUrl, locale),
  ];
  const heading = `${words.message[locale]}:`;
  const taken = plainLength([...before, heading, ...after].join('\n')) + 1;
  const message = cut(card.message, longest - taken);
  return [...before, ...(message === '' ? [] : [heading, `<pre>${escaped(message)}</pre>`]), ...after].join('\n');
}

/** What is told of a lead that is open to whoever accepts first. */
export interface ClaimTold {
  readonly leadName: string;
  readonly place: string;
  readonly formerPlace: string;
  readonly product: string;
  readonly message: string;
  readonly acceptUrl: string;
  readonly acceptBy: string;
}

/** Writes that a lead is open to whoever accepts first, with nothing to reach the person by. */
export function claimText(told: ClaimTold, locale: Locale): string {
  const typed = (label: keyof typeof words, value: string): string[] =>
    value === '' ? [] : [`${words[label][locale]}: <code>${escaped(cut(value, longestLine))}</code>`];
  const message = cut(told.message, 2 * longestPart);
  return [
    `<b>${words.open[locale]}</b>`,
    `<code>${escaped(cut(told.leadName, longestLine))}</code>`,
    ...typed('place', `${told.place}${told.formerPlace}`),
    ...typed('product', told.product),
    ...(message === '' ? [] : [`${words.message[locale]}:`, `<pre>${escaped(message)}</pre>`]),
    `<a href="${escaped(told.acceptUrl)}">${words.first[locale]}</a> ${words.until[locale]} ${escaped(told.acceptBy)}`,
  ].join('\n');
}

/** What is told of a note that names somebody. */
export interface MentionTold {
  readonly leadName: string;
  readonly authorName: string;
  readonly noteText: string;
  readonly leadUrl: string;
}

/** Writes that a note names whoever reads this, with nothing to reach the person by. */
export function mentionText(told: MentionTold, locale: Locale): string {
  return [
    `<b>${words.named[locale]}</b>`,
    `<code>${escaped(cut(told.leadName, longestLine))}</code>`,
    `<code>${escaped(cut(told.authorName, longestLine))}</code>:`,
    `<pre>${escaped(cut(told.noteText, longestPart))}</pre>`,
    ...recordLine(told.leadUrl, locale),
  ].join('\n');
}

/** What a message tells of a notice that a digest lists. */
export interface DigestLine {
  readonly what: string;
  readonly leadName: string;
  readonly phone: string;
  readonly acceptUrl: string;
  readonly acceptBy: string;
  /** Where the reader looks at the lead; empty: nowhere. */
  readonly leadUrl: string;
}

/** Writes what a digest lists as one message, as many as it takes; the mail has all of them. */
export function digestText(lines: readonly DigestLine[], locale: Locale): string {
  const title = locale === 'vi' ? `${lines.length} thông báo của anh/chị` : `Your notices: ${lines.length}`;
  return listText(
    title,
    lines.map((line) => digestLine(line, locale)),
    locale,
  );
}

/** What a message tells of a notice that a digest of a leader lists. */
export interface LeaderDigestLine {
  readonly what: string;
  readonly leadName: string;
  readonly place: string;
  /** With what people typed to it. */
  readonly detail: string;
  readonly leadUrl: string;
}

/** Writes what a digest of a leader lists as one message, as many as it takes; the mail has all of them. */
export function leaderDigestText(lines: readonly LeaderDigestLine[], locale: Locale): string {
  const title = locale === 'vi' ? `${lines.length} việc của nhóm cần anh/chị xem` : `Your pools, ${lines.length} to look at`;
  const written = lines.map(({ what, leadName, place, detail, leadUrl }) =>
    [
      `${escaped(what)}: <code>${escaped(cut(leadName, 80))}</code>${place === '' ? '' : `, ${escaped(cut(place, 80))}`}`,
      ...(detail === '' ? [] : [`<code>${escaped(cut(detail, longestLine))}</code>`]),
      ...recordLine(leadUrl, locale),
    ].join('\n'),
  );
  return listText(title, written, locale);
}

/** What a message tells of one thing of several. */
export interface ListedLine extends Pick<DigestLine, 'what' | 'leadName' | 'phone' | 'leadUrl'> {
  /** What somebody typed to it. */
  readonly title: string;
}

/** Writes things under a title, as many as a message takes; the mail has all of them. Of what is about nobody stands what it is. */
export function listedText(title: string, lines: readonly ListedLine[], locale: Locale): string {
  const written = lines.map(({ what, title: typed, leadUrl, ...person }) =>
    [
      `${escaped(what)}${person.leadName === '' ? '' : `: ${personLine(person)}`}`,
      ...(typed === '' ? [] : [`<code>${escaped(cut(typed, longestLine))}</code>`]),
      ...recordLine(leadUrl, locale),
    ].join('\n'),
  );
  return listText(escaped(title), written, locale);
}

/** Writes people under a title and a line of ours. */
export function peopleText(
  { title, said }: { readonly title: string; readonly said: string },
  people: readonly Pick<DigestLine, 'leadName' | 'phone' | 'leadUrl'>[],
  locale: Locale,
): string {
  const lines = people.flatMap((person) => [personLine(person), ...recordLine(person.leadUrl, locale)]);
  return [`<b>${escaped(title)}</b>`, escaped(said), ...lines].join('\n');
}

function listText(heading: string, lines: readonly string[], locale: Locale): string {
  const title = `<b>${heading}</b>`;
  const end = words.mailHasAll[locale];
  const told: string[] = [];
  let length = plainLength(title) + end.length + 2;
  for (const written of lines) {
    length += plainLength(written) + 1;
    if (length > longest) break;
    told.push(written);
  }
  return [title, ...told, ...(told.length < lines.length ? [end] : [])].join('\n');
}

function digestLine({ what, acceptUrl, acceptBy, leadUrl, ...person }: DigestLine, locale: Locale): string {
  const accept = acceptUrl === '' ? [] : acceptLine({ url: acceptUrl, until: acceptBy }, locale);
  return [`${escaped(what)}: ${personLine(person)}`, ...accept, ...recordLine(leadUrl, locale)].join('\n');
}

function personLine({ leadName, phone }: Pick<DigestLine, 'leadName' | 'phone'>): string {
  const number = phone === '' ? '' : `, <code>${escaped(cut(phone, 40))}</code>`;
  return `<code>${escaped(cut(leadName, 80))}</code>${number}`;
}

/** A number that we understood may be tapped; any other is what somebody typed. */
function phoneLine({ phone, phoneUrl }: ReturnType<typeof cardValues>, locale: Locale): string[] {
  if (phone === '') return [];
  const shown = escaped(cut(phone, longestLine));
  return [`${words.phone[locale]}: ${phoneUrl === '' ? `<code>${shown}</code>` : shown}`];
}

const acceptLine = (accept: TelegramTold['accept'], locale: Locale): string[] =>
  accept ? [`<a href="${escaped(accept.url)}">${words.accept[locale]}</a> ${words.until[locale]} ${escaped(accept.until)}`] : [];

const recordLine = (url: string, locale: Locale): string[] => (url === '' ? [] : [`<a href="${escaped(url)}">${words.record[locale]}</a>`]);

/** The four that Telegram asks for; it knows no other names (https://core.telegram.org/bots/api#html-style). */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Returns how long a text is once its tags are read. */
export function plainLength(html: string): number {
  return html.replace(/<[^>]*>/g, '').replace(/&(amp|lt|gt|quot);/g, '&').length;
}

/** Cuts to so many units as Telegram counts them, never through a character. */
export function cut(text: string, units: number): string {
  if (units < 1) return '';
  if (text.length <= units) return text;
  let most = units;
  let kept = text;
  while (kept.length >= units && most > 0) {
    most = Math.floor(most * 0.9);
    kept = cutGraphemes(text, most);
  }
  return kept === '' ? '' : `${kept}…`;
}
