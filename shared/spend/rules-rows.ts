import { readDay } from '../dates/rules-read-day.ts';
import { fold } from '../identity/text.ts';
import { type Cell, emptyCell, type SheetRow, textOfCell } from '../sheets/row.ts';
import { dateOfSerial } from '../sheets/rules-excel-date.ts';
import { amountOf } from './rules-amount.ts';
import { type SpendColumn, type SpendHeader, spendHeader } from './rules-headers.ts';
import type { SpendTold } from './rules-plan.ts';
import { spanFault } from './rules-span.ts';

/** What rows say that have no column for it. */
export interface RowDefaults {
  readonly source: string | undefined;
  readonly campaign: string;
  readonly currency: string;
}

export interface RowFault {
  readonly sheet: string;
  readonly row: number;
  readonly message: string;
}

/** A row that tells what something cost, and where it stands. */
export interface RowTold {
  readonly sheet: string;
  readonly row: number;
  readonly told: SpendTold;
}

/** Rows among which the header is looked for: titles and dates stand above it. */
const headerWithin = 30;

/** Reads rows of a list of spend one after another. */
export class SpendRows {
  readonly told: RowTold[] = [];
  readonly faults: RowFault[] = [];
  /** Rows below a header, sums left out. */
  count = 0;
  private readonly headers = new Map<string, SpendHeader>();
  private readonly looked = new Map<string, number>();
  private readonly defaults: RowDefaults;
  private readonly now: Date;

  constructor(defaults: RowDefaults, now: Date) {
    this.defaults = defaults;
    this.now = now;
  }

  get hasHeader(): boolean {
    return this.headers.size > 0;
  }

  take({ sheet, row, cells }: SheetRow): void {
    const header = this.headers.get(sheet);
    if (header) {
      const told = this.read(header, cells);
      if (told === null) return;
      this.count += 1;
      if (typeof told === 'string') this.faults.push({ sheet, row, message: told });
      else this.told.push({ sheet, row, told });
      return;
    }
    const looked = (this.looked.get(sheet) ?? 0) + 1;
    this.looked.set(sheet, looked);
    const found = looked <= headerWithin ? spendHeader(cells) : null;
    if (found) this.headers.set(sheet, found);
  }

  /** What a row tells, or what is wrong with it; null for one that is empty, or the sum of others. */
  private read({ places, currency }: SpendHeader, cells: readonly Cell[]): SpendTold | string | null {
    const cell = (column: SpendColumn): Cell => cells[places[column] ?? -1] ?? emptyCell;
    const text = (column: SpendColumn) => textOfCell(cell(column)).trim();
    const from = dayOf(cell('from'));
    const isEmpty = text('from') === '' && text('amount') === '';
    if (from === null && (isEmpty || cells.some(isSum))) return null;
    const to = text('to') === '' ? from : dayOf(cell('to'));
    if (from === null || to === null) return 'the day is none: write it as 22/11/2026 or 2026-11-22';
    const wrong = spanFault({ from, to }, this.now);
    if (wrong) return `the days are wrong: ${wrong.message}`;
    const code = text('currency').toUpperCase() || currency || this.defaults.currency;
    if (!/^[A-Z]{3}$/.test(code)) return 'the currency is none: write it as VND';
    if (text('amount') === '') return 'the amount is empty: write 0 where nothing was spent';
    const read = amountOf(cell('amount'), code);
    if ('fault' in read) return read.fault;
    const source = text('source') || this.defaults.source;
    if (source === undefined || source.length > 64) return 'the source is missing, or longer than 64 characters';
    // The row of sums in what advertisement managers export has no campaign: taken for one, all would count twice.
    if (places.campaign !== undefined && text('campaign') === '') {
      return 'the campaign is empty: take the row out if it is the sum of the others, or write - for what is of no campaign';
    }
    const campaign = places.campaign === undefined ? this.defaults.campaign : text('campaign');
    if (campaign.length > 200) return 'the campaign is longer than 200 characters';
    return { from, to, amount: read.amount, currency: code, source, campaign: campaign === '-' ? '' : campaign };
  }
}

const isSum = (cell: Cell): boolean => /^(?:tong|tong cong|cong|total|grand total)\b/.test(fold(textOfCell(cell)));

function dayOf(cell: Cell): string | null {
  if (cell.kind === 'date') return cell.iso.slice(0, 10);
  const text = textOfCell(cell);
  // A day that was pasted as a number.
  const serial = Number(text);
  if (serial > 32_874 && serial < 73_050) return dateOfSerial(serial, false)?.slice(0, 10) ?? null;
  const day = readDay(text);
  if (!day || day.year === null) return null;
  const two = (value: number) => String(value).padStart(2, '0');
  return `${day.year < 100 ? 2000 + day.year : day.year}-${two(day.month)}-${two(day.day)}`;
}
