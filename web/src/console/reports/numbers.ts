import type { ReportView } from '../../../../api/reports/report-view.ts';
import type { Language, ReportTexts } from '../texts/index.ts';

export type Column = ReportView['columns'][number];
export type Cell = ReportView['total']['cells'][number];

const formats = new Map<string, Intl.NumberFormat>();
function formatOf(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const name = `${language} ${JSON.stringify(options)}`;
  const format = formats.get(name) ?? new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', options);
  formats.set(name, format);
  return format;
}

/** How numbers are written: in which language, with which words. */
export interface Writing {
  readonly language: Language;
  readonly words: ReportTexts;
  /** Millions and thousands by their words. @default false */
  readonly isShort?: boolean;
}

const minuteMs = 60_000;

/** Writes how long something took, by its two largest parts. */
export function timeText(ms: number, { days, hours, minutes, seconds }: ReportTexts['time']): string {
  if (ms < minuteMs) return seconds(Math.round(ms / 1_000));
  const whole = Math.round(ms / minuteMs);
  if (whole < 60) return minutes(whole);
  if (whole < 2_880) return whole % 60 === 0 ? hours(Math.floor(whole / 60)) : `${hours(Math.floor(whole / 60))} ${minutes(whole % 60)}`;
  const [day, hour] = [Math.floor(whole / 1_440), Math.floor((whole % 1_440) / 60)];
  return hour === 0 ? days(day) : `${days(day)} ${hours(hour)}`;
}

/** Writes a value by what it is. */
export function valueText(
  value: number,
  { unit, currency }: Pick<Column, 'unit' | 'currency'>,
  { language, words, isShort }: Writing,
): string {
  const short = isShort ? ({ notation: 'compact', maximumFractionDigits: 1 } as const) : {};
  switch (unit) {
    case 'count':
      return formatOf(language, { maximumFractionDigits: 1 }).format(value);
    case 'number':
      return formatOf(language, { maximumFractionDigits: 2 }).format(value);
    case 'share':
      return formatOf(language, { style: 'percent', maximumFractionDigits: 1 }).format(value);
    case 'ms':
      return timeText(value, words.time);
    case 'money': {
      if (currency === null) return formatOf(language, short).format(value);
      const digits = formatOf(language, { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 0;
      return formatOf(language, { style: 'currency', currency, ...short }).format(value / 10 ** digits);
    }
  }
}

/** Writes a number of a table; a dash where there is none. */
export function cellText(cell: Cell, column: Pick<Column, 'unit' | 'currency'>, writing: Writing): string {
  if (cell.value === null) return '–';
  const text = valueText(cell.value, column, writing);
  return cell.isAtLeast ? `≥ ${text}` : text;
}

/** Says why there is no number, or why it is not the last word; null: there is nothing to say. */
export function noteOf({ value, why, isOpen, isAtLeast }: Cell, { notes }: Pick<ReportTexts, 'notes'>): string | null {
  if (value === null) return why === undefined ? null : notes[why];
  if (isAtLeast) return notes.isAtLeast;
  return isOpen ? notes.isOpen : null;
}

/** Below so many nobody prints a share of them, nor a change in percent. */
export const fewest = 10;

/** Says how a number changed: by how much, and in percent where there were enough before; null: there is nothing to compare. */
export function changeText(
  cell: Cell,
  before: Cell | undefined,
  column: Pick<Column, 'unit' | 'currency'>,
  writing: Writing,
): string | null {
  if (cell.value === null || before === undefined || before.value === null || cell.isAtLeast || before.isAtLeast) return null;
  const difference = cell.value - before.value;
  if (difference === 0) return writing.words.same;
  const sign = difference > 0 ? '+' : '−';
  if (column.unit === 'share') {
    return `${sign}${formatOf(writing.language, { maximumFractionDigits: 1 }).format(Math.abs(difference) * 100)} ${writing.words.points}`;
  }
  const text = `${sign}${valueText(Math.abs(difference), column, { ...writing, isShort: true })}`;
  const mayBePercent = column.unit === 'count' && before.value >= fewest;
  if (!mayBePercent) return text;
  // Against days of hardly anything a change in percent is a large number that says nothing.
  if (Math.abs(difference) >= 10 * before.value) return text;
  const percent = formatOf(writing.language, { style: 'percent', maximumFractionDigits: 0 }).format(Math.abs(difference) / before.value);
  return `${text} (${sign}${percent})`;
}
