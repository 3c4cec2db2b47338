import type { Fact } from '../facts/index.ts';
import type { Asked, Column, Counter } from './report.ts';
import { anchored } from './rules-anchor.ts';
import { rowsOf } from './rules-dimensions.ts';
import { firstEntries } from './rules-stages.ts';

/** Reasons for which somebody was never a lead that could become a customer. */
const worthless: ReadonlySet<string | null> = new Set(['spam', 'wrongNumber', 'wrongPerson', 'competitor', 'duplicate']);
const badEmails: ReadonlySet<string> = new Set(['none', 'bounced', 'disposable', 'undeliverable']);
const goodPhones: ReadonlySet<string> = new Set(['mobile', 'landline', 'other']);

/** Tells whether a lead counts as valid: there is a way to reach the person, and nobody said that it is spam, a wrong number or somebody known. */
export function isValid({ quality, statuses }: Pick<Fact, 'quality' | 'statuses'>): boolean {
  const last = statuses.at(-1);
  if (last?.status === 'disqualified' && worthless.has(last.reason)) return false;
  return goodPhones.has(quality.phone) || !badEmails.has(quality.email);
}

/** Columns of who came and what became of them, which several reports show. */
export const cameColumns: readonly Column[] = [
  { name: 'leads', kind: 'leads', unit: 'count' },
  { name: 'validLeads', kind: 'leads', unit: 'count' },
  { name: 'contacted', kind: 'leads', unit: 'count' },
  { name: 'sql', kind: 'leads', unit: 'count', definition: 'stage.sql' },
  { name: 'customers', kind: 'leads', unit: 'count', definition: 'stage.customer' },
];

/** The same with every stage, for what tells of a campaign how far its leads came. */
export const stagesColumns: readonly Column[] = cameColumns.flatMap((column): Column[] => {
  if (column.name === 'sql') return [{ ...column, name: 'mql', definition: 'stage.mql' }, column];
  return column.name === 'customers' ? [{ ...column, name: 'sqo', definition: 'stage.sqo' }, column] : [column];
});

/** Adds who came to the stages between, which are not among `cameColumns`. */
export function addStagesBetween(fact: Fact, out: Counter, asked: Asked): void {
  const entries = firstEntries(fact, 'passed');
  for (const stage of ['mql', 'sqo'] as const) {
    const counted = anchored(fact, entries.get(stage) ?? null, asked);
    if (counted) out.add(rowsOf(fact, counted, asked), stage, fact, counted);
  }
}

/** Shares of those who came: by arrival alone, because by event part and whole are not the same people. */
export const cameShares: readonly Column[] = [
  { name: 'validShare', kind: 'share', unit: 'share', part: 'validLeads', of: 'leads' },
  { name: 'contactedShare', kind: 'share', unit: 'share', part: 'contacted', of: 'leads' },
  { name: 'sqlShare', kind: 'share', unit: 'share', part: 'sql', of: 'leads' },
  { name: 'customerShare', kind: 'share', unit: 'share', part: 'customers', of: 'leads' },
];

/** Adds who came, whom somebody reached, and who became what. */
export function addCame(fact: Fact, out: Counter, asked: Asked): void {
  const entries = firstEntries(fact, 'passed');
  const add = (column: string, at: number | null): void => {
    const counted = anchored(fact, at, asked);
    if (counted) out.add(rowsOf(fact, counted, asked), column, fact, counted);
  };
  add('leads', fact.arrivedAt);
  if (isValid(fact)) add('validLeads', fact.arrivedAt);
  add('contacted', fact.t.contactedAt);
  add('sql', entries.get('sql') ?? null);
  add('customers', entries.get('customer') ?? null);
}

export const netColumn: Column = { name: 'net', kind: 'sum', unit: 'money' };

/** Adds what was paid, and takes off what was given back, each on its own day, for who had the lead when it was bought. */
export function addNet(fact: Fact, out: Counter, asked: Asked, poolAt: (at: number) => string | null): void {
  for (const { facts, ownerId, products, currency } of fact.orders) {
    const orderedAt = Math.min(...facts.map(({ at }) => at));
    const holder = { repId: ownerId, poolId: poolAt(orderedAt) };
    for (const { kind, at, amount } of facts) {
      if ((kind !== 'paid' && kind !== 'refunded') || amount === null) continue;
      const counted = anchored(fact, at, asked, holder);
      if (!counted) continue;
      const value = kind === 'paid' ? amount : -amount;
      out.add(rowsOf(fact, counted, asked, products), 'net', fact, { ...counted, value, currency });
    }
  }
}

export const closeColumns: readonly Column[] = [
  { name: 'won', kind: 'times', unit: 'count' },
  { name: 'lost', kind: 'times', unit: 'count', definition: 'lostNeeds' },
  { name: 'closed', kind: 'times', unit: 'count', hidden: true },
  { name: 'winRate', kind: 'share', unit: 'share', part: 'won', of: 'closed' },
];

/** Adds needs by their last close: one that is open again is neither won nor lost. */
export function addCloses(fact: Fact, out: Counter, asked: Asked): void {
  for (const need of fact.needs) {
    const at = need.state === 'won' ? need.wonAt : need.state === 'lost' ? need.lostAt : null;
    const holder = { repId: need.closes.at(-1)?.repId ?? need.ownerId, poolId: need.poolId };
    const counted = anchored(fact, at, asked, holder);
    if (!counted) continue;
    const rows = rowsOf(fact, counted, asked, need.product === null ? [] : [need.product]);
    out.add(rows, need.state, fact, counted);
    out.add(rows, 'closed', fact, counted);
  }
}
