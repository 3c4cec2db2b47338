import { readDay } from '../dates/rules-read-day.ts';
import { shortText } from '../identity/contact.ts';
import { fold } from '../identity/text.ts';
import { joinAnswers, splitAnswers } from '../leads/answers.ts';
import type { FieldConfig } from './field-config.ts';

/** What reading an answer asks of a field. */
export type ReadableField = Pick<FieldConfig, 'type' | 'choices'>;

/** Declared fields by their names. */
export type Fields = ReadonlyMap<string, FieldConfig>;

/**
 * Returns an answer the way rules compare it, several a line each; null where it is none of its field's type. Of what it returns it returns the same.
 */
export function answerAs(field: ReadableField, typed: string): string | null {
  const read = splitAnswers(typed).map((one) => readers[field.type](one, field));
  const known = [...new Set(read.flatMap((one) => one ?? []))];
  if (known.length === 0 || read.includes(null)) return null;
  const mayBeSeveral = field.type === 'choice' || field.type === 'text';
  return mayBeSeveral || known.length === 1 ? joinAnswers(known) : null;
}

/** Returns answers with those to declared fields the way rules compare them. What is none of its field's type stays as it was typed. */
export function withFieldsRead(answers: Readonly<Record<string, string>>, fields: Fields): Readonly<Record<string, string>> {
  if (fields.size === 0) return answers;
  return Object.fromEntries(
    Object.entries(answers).map(([name, typed]) => {
      const field = fields.get(name);
      return [name, (field && answerAs(field, typed)) ?? typed];
    }),
  );
}

/** No declared fields: every answer is compared as it was typed. */
export const noFields: Fields = new Map();

/** Says what an answer to a field has to be, to whoever can write it again. */
export function wantedOf({ type, choices = [] }: ReadableField): string {
  switch (type) {
    case 'choice':
      return `write one of ${choices.map(({ value }) => value).join(', ')}`;
    case 'number':
      return 'write a number with two decimals at most, such as 12 or 1.500.000';
    case 'date':
      return 'write a day with its year, such as 2026-11-28 or 28/11/2026';
    case 'yesNo':
      return 'write yes or no';
    case 'url':
      return 'write an address of the web, such as https://www.example.vn';
    case 'text':
      return 'write a text';
  }
}

type Reader = (typed: string, field: ReadableField) => string | null;

const readers: Readonly<Record<FieldConfig['type'], Reader>> = {
  text: (typed) => shortText(typed),
  number: readNumber,
  date: readDate,
  choice: readChoice,
  yesNo: readYesNo,
  url: readUrl,
};

/** Of “1.500.000” and “1,500,000” the signs stand between thousands; what could be either, “1.500”, is a thousand and a half, as Vietnamese is written. */
const grouped = /^(-?[1-9]\d{0,2}(?:([. ,])\d{3})(?:\2\d{3})*)(?:(?!\2)[.,](\d{1,2}))?$/;
const plain = /^(-?\d{1,15})(?:[.,](\d{1,2}))?$/;

function readNumber(typed: string): string | null {
  const text = typed.trim().replace(/\u00a0/g, ' ');
  const [, whole = '', fraction = ''] = plain.exec(text) ?? partsOfGrouped(text);
  if (whole === '') return null;
  const value = Number(`${whole.replace(/[. ,]/g, '')}.${fraction || '0'}`);
  return Math.abs(value) <= 1e12 ? String(value === 0 ? 0 : value) : null;
}

function partsOfGrouped(text: string): readonly string[] {
  const [, whole = '', , fraction = ''] = grouped.exec(text) ?? [];
  return ['', whole, fraction];
}

/** A year of two digits may be of two centuries. */
function readDate(typed: string): string | null {
  const day = readDay(typed);
  if (day === null || day.year === null || day.year < 100) return null;
  return [String(day.year), String(day.month).padStart(2, '0'), String(day.day).padStart(2, '0')].join('-');
}

/** “20–49” and “20-49” are one choice. */
const keyOf = (text: string): string => fold(text).replace(/[–—]/g, '-');

function readChoice(typed: string, { choices = [] }: ReadableField): string | null {
  const key = keyOf(typed);
  const exact = choices.find(({ value }) => keyOf(value) === key);
  return (exact ?? choices.find(({ labels }) => keyOf(labels.vi) === key || keyOf(labels.en) === key))?.value ?? null;
}

const yes: ReadonlySet<string> = new Set(['yes', 'y', 'true', '1', 'on', 'co', 'dung', 'roi', 'da co', 'x']);
const no: ReadonlySet<string> = new Set(['no', 'n', 'false', '0', 'off', 'khong', 'sai', 'chua', 'chua co', 'khong co']);

function readYesNo(typed: string): string | null {
  const key = fold(typed);
  if (yes.has(key)) return 'yes';
  return no.has(key) ? 'no' : null;
}

const longestUrl = 200;

function readUrl(typed: string): string | null {
  const text = typed.trim();
  if (/\s/.test(text)) return null;
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(whole)) return null;
  const { protocol, username, password, hostname, pathname, search, hash, href } = new URL(whole);
  const isPage = (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';
  if (!isPage || !/[^.]\.[^.]/.test(hostname)) return null;
  const shown = pathname === '/' && search === '' && hash === '' ? href.slice(0, -1) : href;
  return shown.length <= longestUrl ? shown : null;
}
