import type { Fact, FactTouch } from '../facts/index.ts';
import type { Asked, Counted } from './report.ts';
import { type DayRange, dayBehind, daysBetween, monthsOf, weekOf } from './rules-days.ts';
import { holderAt } from './rules-holder.ts';

/** What rows may be in any report: nothing, times, where somebody came from, who they are, who has them. */
export const commonDimensions = [
  'none',
  'day',
  'week',
  'month',
  'source',
  'channel',
  'campaign',
  'utmSource',
  'utmMedium',
  'product',
  'region',
  'province',
  'pool',
  'rep',
  'kind',
] as const;

/** The key of the row of what is not known. */
export const unknownKey = '-';

/** The key of the only row where nothing parts them. */
export const onlyKey = 'all';

/** Names the place that somebody came from. What colleagues typed in is one: who typed is not where a person comes from, and not everybody may see it. */
export const sourceKeyOf = ({ channel, sourceId }: Pick<FactTouch, 'channel' | 'sourceId'>): string =>
  channel === 'manual' ? channel : `${channel}:${sourceId}`;

const known = (value: string | null): string => (value === null || value === '' ? unknownKey : value);

/**
 * Names the rows in which something of a lead is counted. By products one lead is in several; the whole counts it once.
 * @param products what it is about, where that is not all that the lead asks for
 */
export function rowsOf(
  fact: Fact,
  { at, holder }: Counted,
  { by, days, touch }: Pick<Asked, 'by' | 'days' | 'touch'>,
  products: readonly string[] = fact.products,
): string | readonly string[] {
  const { channel, utmSource, utmMedium, utmCampaign } = fact[touch];
  switch (by) {
    case 'day':
      return days.dayOf(at);
    case 'week':
      return weekOf(days.dayOf(at));
    case 'month':
      return days.dayOf(at).slice(0, 'yyyy-mm'.length);
    case 'source':
      return sourceKeyOf(fact[touch]);
    case 'channel':
      return channel;
    case 'campaign':
      return known(utmCampaign);
    case 'utmSource':
      return known(utmSource);
    case 'utmMedium':
      return known(utmMedium);
    case 'product':
      return products.length === 0 ? unknownKey : products;
    case 'region':
      return known(fact.macroRegion);
    case 'province':
      return known(fact.provinceCode);
    case 'pool':
      return known((holder ?? holderAt(fact, at)).poolId);
    case 'rep':
      return known((holder ?? holderAt(fact, at)).repId);
    case 'kind':
      return known(fact.kind);
    case 'ageBand':
    case 'industry':
    case 'sizeBand':
    case 'incomeBand':
      return known(fact.profile[by]);
    default:
      return onlyKey;
  }
}

/** Lists all rows of a span by a time, so that one in which nothing happened is not missing; null: rows are no times. */
export function timesOf({ from, to }: DayRange, by: string): readonly string[] | null {
  if (by === 'month') return monthsOf({ from, to });
  if (by !== 'day' && by !== 'week') return null;
  const days = Array.from({ length: daysBetween(from, to) }, (_, index) => dayBehind(from, index));
  return by === 'day' ? days : [...new Set(days.map(weekOf))];
}
