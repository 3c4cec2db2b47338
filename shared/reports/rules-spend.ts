import { spendWord } from '../spend/rules-line.ts';
import type { Asked, Beside, Cells, Column, Counts, SpendDay } from './report.ts';
import { weekOf } from './rules-days.ts';
import { onlyKey, unknownKey } from './rules-dimensions.ts';

/** What advertising cost, and what it cost for each: by arrival alone, because money of the span brought who arrived in it. */
export const spendColumns: readonly Column[] = [
  { name: 'spend', kind: 'sum', unit: 'money', isMade: true },
  { name: 'costPerLead', kind: 'per', unit: 'money', sum: 'spend', of: 'validLeads' },
  { name: 'costPerMql', kind: 'per', unit: 'money', sum: 'spend', of: 'mql' },
  { name: 'costPerSql', kind: 'per', unit: 'money', sum: 'spend', of: 'sql' },
  { name: 'costPerSqo', kind: 'per', unit: 'money', sum: 'spend', of: 'sqo' },
  { name: 'costPerCustomer', kind: 'per', unit: 'money', sum: 'spend', of: 'customers' },
  { name: 'roas', kind: 'per', unit: 'number', sum: 'net', of: 'spend' },
];

/** Rows into which what was spent can be parted; by others it is of the whole alone. */
const parted: ReadonlySet<string> = new Set(['none', 'day', 'week', 'month', 'source', 'campaign', 'utmSource']);

/** The source of a row: of `form:contact` the form, because people name what they pay for and not the way in which it comes. */
const sourceOf = (key: string): string => key.slice(key.indexOf(':') + 1);

/** Names the row of what was spent on a day; null: it is of none. @param keys rows of leads, in which it is looked for in any spelling */
function rowOf({ day, source, campaign }: SpendDay, by: string, keys: ReadonlyMap<string, string>): string | null {
  switch (by) {
    case 'day':
      return day;
    case 'week':
      return weekOf(day);
    case 'month':
      return day.slice(0, 'yyyy-mm'.length);
    case 'campaign':
      return campaign === '' ? unknownKey : (keys.get(spendWord(campaign)) ?? campaign);
    case 'utmSource':
      return keys.get(spendWord(source)) ?? source;
    case 'source':
      return keys.get(spendWord(source)) ?? unknownKey;
    case 'none':
      return onlyKey;
    default:
      return null;
  }
}

/** Lists what was spent in the days that are asked for, each in its row; nothing where the caller is told of a part of the leads alone. */
export function spendBeside({ span, by, days, setting, cut, basis }: Asked, keys: readonly string[]): Beside[] {
  if (basis !== 'arrival' || cut.kind !== 'all') return [];
  const bySpelling = new Map(keys.toReversed().map((key) => [spendWord(by === 'source' ? sourceOf(key) : key), key]));
  return setting.spend.flatMap((spent): Beside[] => {
    const start = days.startOf(spent.day);
    if (start < span.from || start >= span.to) return [];
    return [{ row: rowOf(spent, by, bySpelling), column: 'spend', value: spent.amount, currency: spent.currency }];
  });
}

const ofSpend = new Set(spendColumns.map(({ name }) => name));
const isOfSpend = (name: string): boolean => ofSpend.has(name.split(':')[0] ?? '');

/**
 * Says where there is no such number: `hidden` from whoever is told of a part of the leads, because money is spent for no region and no pool; `nothing`
 * where nobody told of any, which is another thing than leads that cost nothing.
 */
export function withoutUntoldSpend({ rows, total }: Counts, { cut, by }: Asked): Counts {
  const shown = (cells: Cells, isParted: boolean): Cells =>
    Object.fromEntries(
      Object.entries(cells).map(([name, cell]): [string, Cells[string]] => {
        if (!isOfSpend(name)) return [name, cell];
        if (cut.kind !== 'all') return [name, { value: null, why: 'hidden' }];
        const currency = name.includes(':') ? name.slice(name.indexOf(':')) : ':VND';
        const isTold = isParted && (cells[`spend${currency}`]?.value ?? 0) > 0;
        return [name, isTold ? cell : { value: null, why: 'nothing' }];
      }),
    );
  return { rows: new Map([...rows].map(([key, cells]) => [key, shown(cells, parted.has(by))])), total: shown(total, true) };
}
