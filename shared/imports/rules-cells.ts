import { readDay } from '../dates/rules-read-day.ts';
import { fold } from '../identity/text.ts';
import { type Cell, textOfCell } from '../sheets/row.ts';
import { dateOfSerial, isMoment } from '../sheets/rules-excel-date.ts';

/** A value that was read from a cell, or why it could not be. */
export type CellRead<Value, Problem extends string> = { readonly value: Value } | { readonly problem: Problem } | null;

/**
 * Reads a telephone number: a number that Excel took for a sum has lost its zero, and in a CSV perhaps its last digits (`9,12E+08`), which nobody
 * can give back. Null for an empty cell.
 */
export function phoneOfCell(cell: Cell): CellRead<string, 'phoneRounded'> {
  const text = textOfCell(cell).replace(/^'/, '').trim();
  if (text === '') return null;
  const [, first = '', rest = '', exponent] = /^\+?(\d)(?:[.,](\d+))?E\+?(\d{1,2})$/i.exec(text) ?? [];
  if (exponent !== undefined) {
    const digits = first + rest;
    return digits.length === Number(exponent) + 1 ? { value: withZero(digits) } : { problem: 'phoneRounded' };
  }
  // Excel exports sums as `912345678.0`, and as `="0912345678"` where somebody knew.
  const plain = text.replace(/^="?(.*?)"?$/, '$1').replace(/^(\d+)[.,]0+$/, '$1');
  return {
    value: plain
      .split(/([/;,&|]|\s-\s)/)
      .map((part) => withZero(part))
      .join(''),
  };
}

/** Nine digits of a mobile number, ten of a landline with its area code: the zero in front is lost. */
function withZero(text: string): string {
  const digits = text.replace(/[\s.-]/g, '');
  return /^[35789]\d{8}$/.test(digits) || /^2\d{9}$/.test(digits) ? text.replace(/\d/, '0$&') : text;
}

/** Reads a day or a moment, day first; null for an empty cell. */
export function dayOfCell(cell: Cell): CellRead<string, 'dateUnread'> {
  if (cell.kind === 'date') return { value: cell.iso };
  const text = textOfCell(cell);
  if (text === '') return null;
  // A date that was pasted as a number: from 1990 on, so that a year alone is none.
  const serial = Number(text.replace(',', '.'));
  if (serial > 32_874 && serial < 73_050) {
    const iso = dateOfSerial(serial, false);
    if (iso !== null) return { value: iso };
  }
  const [, dayText = text, time, half] =
    /^(.*?\d)[\s,T]+(\d{1,2}:\d{2}(?::\d{2})?)(?:\s*([ap]m|sa|ch))?$/i.exec(text) ??
    /^(?:\d{1,2}:\d{2}(?::\d{2})?)[\s,]+(.+)$/.exec(text) ??
    [];
  const day = readDay(dayText);
  if (!day || day.year === null) return { problem: 'dateUnread' };
  const year = day.year < 100 ? 2000 + day.year : day.year;
  const iso = `${year}-${two(day.month)}-${two(day.day)}`;
  const moment = time === undefined ? iso : `${iso}T${clockOf(time, half?.toLowerCase())}`;
  // A moment that no clock shows is no reason to forget the day.
  return { value: isMoment(moment) ? moment : iso };
}

/** `9:30 CH`, as Excel shows it here, is `21:30:00`. */
function clockOf(time: string, half: string | undefined): string {
  const [hour = 0, minute = 0, second = 0] = time.split(':').map(Number);
  const isAfternoon = half === 'pm' || half === 'ch';
  const ofDay = half === undefined || hour > 12 ? hour : (hour % 12) + (isAfternoon ? 12 : 0);
  return [ofDay, minute, second].map(two).join(':');
}

const two = (value: number): string => String(value).padStart(2, '0');

const yes = new Set([
  'x',
  'v',
  '1',
  'co',
  'yes',
  'y',
  'true',
  'dung',
  'dong y',
  'da dong y',
  'ok',
  'agree',
  'agreed',
  'opt in',
  'granted',
  '✓',
  '✔',
]);
const no = new Set(['0', 'khong', 'no', 'n', 'false', 'sai', 'khong dong y', 'tu choi', 'chua', 'opt out', 'refused', '-']);

/** Null for an empty cell. */
export function yesOfCell(cell: Cell): CellRead<boolean, 'consentUnread'> {
  const text = textOfCell(cell);
  if (text === '') return null;
  const folded = fold(text);
  if (yes.has(folded) || yes.has(text)) return { value: true };
  return no.has(folded) ? { value: false } : { problem: 'consentUnread' };
}

type Way = 'phone' | 'email' | 'message' | 'inPerson' | 'letter';

const ways: readonly (readonly [Way, RegExp])[] = [
  ['email', /\b(?:e ?-?mail|thu dien tu|newsletter)\b/],
  ['message', /\b(?:zalo|sms|tin nhan|nhan tin|messenger|message|chat|facebook|inbox|website|web|online|form|landing)\b/],
  ['phone', /\b(?:dien thoai|goi|phone|call|hotline|tong dai|telesales?)\b/],
  ['letter', /\b(?:phieu|giay|van ban|hop dong|letter|paper|don dang ky|ban giay)\b/],
  ['inPerson', /\b(?:truc tiep|tai quay|quay|su kien|hoi cho|hoi thao|showroom|cua hang|in ?person|event|gap mat|van phong)\b/],
];

/** Reads in which way somebody agreed; null for an empty cell. */
export function wayOfCell(cell: Cell): CellRead<Way, 'consentHowUnknown'> {
  const text = fold(textOfCell(cell));
  if (text === '') return null;
  const found = ways.find(([, pattern]) => pattern.test(text));
  return found ? { value: found[0] } : { problem: 'consentHowUnknown' };
}

/** Reads an amount of money in whole units (`1.500.000 đ`, `1,500,000.00`, `1,5 triệu`); null for an empty cell. */
export function amountOfCell(cell: Cell): CellRead<number, 'amountUnread'> {
  if (cell.kind === 'number') return amountOf(cell.value);
  const text = fold(textOfCell(cell))
    .replace(/\s*(?:vnd|dong|d|₫)\.?$/, '')
    .trim();
  if (text === '') return null;
  const [, number = '', unit = ''] = /^([\d.,\s]+?)\s*(k|nghin|ngan|tr|trieu|ty|ti)?$/.exec(text) ?? [];
  const factor = { '': 1, k: 1e3, nghin: 1e3, ngan: 1e3, tr: 1e6, trieu: 1e6, ty: 1e9, ti: 1e9 }[unit] ?? 1;
  const plain = number.replace(/\s/g, '');
  const grouped = /^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:[.,]\d{1,2})?$/.test(plain) && unit === '';
  const value = grouped ? Number(plain.replace(/[.,]\d{1,2}$/, '').replace(/[.,]/g, '')) : Number(plain.replace(',', '.'));
  return number === '' ? { problem: 'amountUnread' } : amountOf(value * factor);
}

/** More than can be counted exactly is no amount of money. */
function amountOf(value: number): CellRead<number, 'amountUnread'> {
  const amount = Math.round(value);
  return Number.isSafeInteger(amount) && amount >= 0 ? { value: amount } : { problem: 'amountUnread' };
}
