import { type Principal, seesContactDetails } from '../access/index.ts';
import { calendarOf, workingMsBetween } from '../calendar/index.ts';
import { readCompany } from '../company/index.ts';
import type { Locale } from '../leads/index.ts';
import { durationText } from '../platform/duration-text.ts';
import { shortMoneyText } from '../platform/money-text.ts';
import {
  type Cells,
  type Column,
  definitions,
  dimensionTitles,
  type ReadFacts,
  ReportRun,
  readFor,
  readNames,
  readWish,
  unknownKey,
  type Wish,
  type WishParts,
} from '../reports/index.ts';
import type { DigestName, MadeDigest } from './made-digest.ts';
import { type Change, mostChanged, type Part, reasonOf, type Series, usualPeriods } from './rules-changed.ts';
import { periodBehind } from './rules-due.ts';

/** So many numbers are told of. */
const mostChanges = 5;
/** What a change is looked for in: a number that only repeats another one would fill the five with one story. */
const watched: readonly string[] = [
  'leads',
  'contacted',
  'sql',
  'customers',
  'repeats',
  'disqualified',
  'won',
  'lost',
  'winRate',
  'net',
  'attemptP50',
];
/** What stands in the table. */
const tabled: readonly string[] = ['leads', 'validLeads', 'contacted', 'sql', 'customers', 'won', 'lost', 'net', 'attemptP50'];
/** What may explain a change, what somebody can do most about first. */
const explaining = ['source', 'campaign', 'product', 'region', 'pool', 'rep'] as const;
/** Where there was less of the usual working time, numbers fell for that reason. */
const muchLessPercent = 80;

export type DigestParts = Omit<WishParts, 'readSpend' | 'readHeld'> & { readonly readFacts: ReadFacts };

/** What was counted for somebody, in words. */
export type CountedDigest = Pick<MadeDigest, 'to' | 'scope' | 'changes' | 'numbers' | 'workedPercent'>;

/** Counts the digest of somebody: one walk over the facts, each number cut by their rights as in the reports. Null: there is nothing in any of its periods. */
export async function countDigest(
  { of, from }: Pick<DigestName, 'of' | 'from'>,
  principal: Principal,
  locale: Locale,
  parts: DigestParts,
): Promise<CountedDigest | null> {
  const { to } = periodBehind(of, from, 0);
  const first = periodBehind(of, from, -usualPeriods).from;
  // Neither report asks what was spent.
  const wishParts = { ...parts, readSpend: async () => [], readHeld: async () => ({ posts: [], isWhole: true }) };
  const wish = await readWish('overview', { from: first, to, by: of, basis: 'event', touch: 'first' }, principal, wishParts);
  const speed = await readWish('speed', { from: first, to, by: of, touch: 'first' }, principal, wishParts);
  const runs = [new ReportRun(wish), new ReportRun(speed)];
  const partRuns = dimensionsOf(principal).map((by) => ({ by, run: new ReportRun(partsWish(wish, by, { from, to }, first)) }));
  await readFor(wish, parts.readFacts, (fact) => {
    for (const run of runs) run.take(fact);
    for (const { run } of partRuns) run.take(fact);
  });
  const series = runs.flatMap((run) => seriesOf(run));
  if (series.every(({ now, before }) => (now ?? 0) === 0 && before.every((value) => (value ?? 0) === 0))) return null;
  const names = await readNames(parts.config, locale);
  const tables = partRuns.map(({ by, run }) => ({ by, rows: run.table().rows }));
  const write = (one: Series, value: number | null) => valueText(one, value, locale);
  const changes = mostChanged(
    series.filter(({ name }) => watched.includes(baseOf(name))),
    mostChanges,
  ).flatMap((change) => {
    const one = series.find(({ name }) => name === change.name);
    if (!one) return [];
    const reason = isAdded(one) ? reasonOf(change, partsOf(change, tables, knownPeriods(one))) : null;
    return {
      title: titleOf(one, locale),
      definition: definitions[one.definition]?.text[locale] ?? '',
      direction: change.measure > 0 ? ('up' as const) : ('down' as const),
      now: write(one, change.now),
      usual: write(one, change.usual),
      reason:
        reason === null
          ? ''
          : `${dimensionTitles[reason.by]?.[locale] ?? reason.by}: ${names.ofRow(reason.by, reason.key)} (${write(one, reason.now)}; ${usualWord[locale]} ${write(one, reason.usual)})`,
    };
  });
  const numbers = series
    .filter(({ name, now, before }) => tabled.includes(baseOf(name)) && [now, ...before].some((value) => (value ?? 0) !== 0))
    .map((one) => ({
      title: titleOf(one, locale),
      now: write(one, one.now),
      before: write(one, one.before.at(-1) ?? null),
      usual: write(one, meanOf(one.before)),
    }));
  return {
    to,
    scope: names.ofCut(wish.cut),
    changes,
    numbers,
    workedPercent: await workedPercent(of, from, wish, parts),
  };
}

const usualWord = { vi: 'thường', en: 'usually' } as const;

/** What of them explains nothing to somebody who has one of each, or who is told of no rep. */
function dimensionsOf(principal: Principal): readonly string[] {
  if (principal.role === 'rep') return explaining.filter((by) => by !== 'pool' && by !== 'rep');
  return explaining.filter((by) => by !== 'rep' || seesContactDetails(principal));
}

/** Asks for the parts of the period, beside those of all periods before it. */
const partsWish = (wish: Wish, by: string, range: Wish['range'], first: string): Wish => ({
  ...wish,
  by,
  range,
  compared: { from: first, to: range.from },
});

type OwnSeries = Series & { readonly definition: string; readonly currency: string | null; readonly kind: Column['kind'] };

/** Makes series of the rows of a report that are periods. Those before the first in which anything was counted are none: the company, or somebody, had not begun. */
function seriesOf(run: ReportRun): OwnSeries[] {
  const { columns, rows } = run.table();
  const isEmpty = (cells: Cells) => columns.every(({ name }) => (cells[name]?.value ?? 0) === 0);
  const begun = rows.findIndex(({ cells }) => !isEmpty(cells));
  const valueIn = (cells: Cells, name: string) => {
    const cell = cells[name];
    // What is at least so much will be more: it is no number to compare yet.
    return cell === undefined || cell.value === null || cell.isAtLeast ? null : cell.value;
  };
  return columns.map(({ name, unit, definition = baseOf(name), kind }) => {
    const values = rows.map(({ cells }, index) => (index < begun ? null : valueIn(cells, name)));
    const [, currency = null] = name.split(':');
    return { name, unit, kind, definition, currency, now: values.at(-1) ?? null, before: values.slice(0, -1) };
  });
}

const baseOf = (name: string): string => name.split(':')[0] ?? name;
const isAdded = ({ kind }: OwnSeries): boolean => kind === 'leads' || kind === 'times' || kind === 'sum';
const knownPeriods = ({ before }: Series): number => before.filter((value) => value !== null).length;

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.flatMap((value) => value ?? []);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

type PartTable = { readonly by: string; readonly rows: ReturnType<ReportRun['table']>['rows'] };

/** What a number is made of, by each dimension; what is not known explains nothing. */
const partsOf = ({ name }: Change, tables: readonly PartTable[], periods: number): Part[] =>
  tables.flatMap(({ by, rows }) =>
    rows
      .filter(({ key }) => key !== unknownKey)
      .map(({ key, cells, before }) => ({ by, key, now: cells[name]?.value ?? 0, usual: (before?.[name]?.value ?? 0) / periods })),
  );

function titleOf({ definition, name, currency }: OwnSeries, locale: Locale): string {
  const title = definitions[definition]?.title[locale] ?? name;
  return currency === null ? title : `${title} (${currency})`;
}

/** Writes a number as people read it; a dash where there is none. */
function valueText({ unit, name }: Series, value: number | null, locale: Locale): string {
  if (value === null) return '–';
  const [, currency] = name.split(':');
  const language = locale === 'vi' ? 'vi-VN' : 'en-GB';
  switch (unit) {
    case 'money':
      return shortMoneyText({ amount: Math.round(value), currency: currency ?? 'VND' }, locale);
    case 'ms':
      return durationText(value)[locale];
    case 'share':
      return (value * 100).toLocaleString(language, { maximumFractionDigits: 0 }).concat('%');
    default:
      return value.toLocaleString(language, { maximumFractionDigits: Number.isInteger(value) ? 0 : 1 });
  }
}

/** Returns how much of the usual working time a period had, in percent, where that is far less: the week of a holiday. */
async function workedPercent(
  of: DigestName['of'],
  from: string,
  { days }: Wish,
  { config }: Pick<WishParts, 'config'>,
): Promise<number | null> {
  const calendar = calendarOf(await readCompany(config));
  const workedIn = (behind: number) => {
    const span = days.spanOf(periodBehind(of, from, behind));
    return workingMsBetween(calendar, new Date(span.from), new Date(span.to));
  };
  const usual = Array.from({ length: usualPeriods }, (_, index) => workedIn(-1 - index)).reduce((sum, ms) => sum + ms, 0) / usualPeriods;
  const percent = usual === 0 ? 100 : Math.round((workedIn(0) / usual) * 100);
  return percent < muchLessPercent ? percent : null;
}
