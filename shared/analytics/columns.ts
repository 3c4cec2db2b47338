import type { Fact } from '../facts/index.ts';
import { type Days, firstEntries, movementsOf } from '../reports/index.ts';

/** A value of a column; null: not known, or not there. */
type Value = string | number | boolean | null;

interface Column {
  readonly name: string;
  readonly of: (fact: Fact, days: Days) => Value;
}

/** In UTC, as Athena casts it to a timestamp. */
const momentOf = (at: number | null | undefined): string | null =>
  at === null || at === undefined ? null : new Date(at).toISOString().replace('T', ' ').slice(0, 'yyyy-mm-dd hh:mm:ss'.length);
const minutesOf = (ms: number | null): number | null => (ms === null ? null : Math.round(ms / 60_000));
const listOf = (values: readonly string[]): string => values.join('|');
const entry = (stage: Parameters<ReturnType<typeof firstEntries>['get']>[0]) => (fact: Fact) =>
  momentOf(firstEntries(fact, 'passed').get(stage));
const vnd = (sum: 'booked' | 'net') => (fact: Fact) =>
  fact.orders
    .flatMap(movementsOf)
    .filter((movement) => movement.sum === sum && movement.currency === 'VND')
    .reduce((total, { amount }) => total + amount, 0);

/** Each time in which a rep had the lead or one of its needs, as JSON. */
const ownersOf = ({ owners }: Fact): string =>
  JSON.stringify(
    owners.map(({ subject, repId, poolId, from, to }) => ({
      subject,
      rep: repId,
      pool: poolId,
      since: momentOf(from),
      until: momentOf(to),
    })),
  );

/** What orders added and took back, each on its own day of the company, as JSON. `rep`: who had the lead, or the need, at the order. */
const moneyOf = ({ orders }: Fact, days: Days): string =>
  JSON.stringify(
    orders.flatMap((order) =>
      movementsOf(order).map(({ sum, at, amount, currency }) => ({ day: days.dayOf(at), sum, amount, currency, rep: order.ownerId })),
    ),
  );

/**
 * The columns of a file of facts, in their order. They are the facts' own words; lists of words are parted by `|`, lists with more to each are JSON. A new
 * column comes last, and none is ever given another meaning: Athena finds them by their places.
 */
const columns: readonly Column[] = [
  { name: 'lead_id', of: ({ id }) => id },
  { name: 'erased', of: ({ erased }) => erased },
  { name: 'arrived_on', of: ({ arrivedAt }, days) => days.dayOf(arrivedAt) },
  { name: 'arrived_at', of: ({ arrivedAt }) => momentOf(arrivedAt) },
  { name: 'origin', of: ({ origin }) => origin },
  { name: 'channel', of: ({ first }) => first.channel },
  { name: 'source', of: ({ first }) => first.sourceId },
  { name: 'utm_source', of: ({ first }) => first.utmSource },
  { name: 'utm_medium', of: ({ first }) => first.utmMedium },
  { name: 'utm_campaign', of: ({ first }) => first.utmCampaign },
  { name: 'last_channel', of: ({ last }) => last.channel },
  { name: 'last_source', of: ({ last }) => last.sourceId },
  { name: 'last_utm_source', of: ({ last }) => last.utmSource },
  { name: 'last_utm_campaign', of: ({ last }) => last.utmCampaign },
  { name: 'province', of: ({ provinceCode }) => provinceCode },
  { name: 'region', of: ({ macroRegion }) => macroRegion },
  { name: 'pool', of: ({ poolId }) => poolId },
  { name: 'products', of: ({ products }) => listOf(products) },
  { name: 'kind', of: ({ kind }) => kind },
  { name: 'age_band', of: ({ profile }) => profile.ageBand },
  { name: 'industry', of: ({ profile }) => profile.industry },
  { name: 'size_band', of: ({ profile }) => profile.sizeBand },
  { name: 'income_band', of: ({ profile }) => profile.incomeBand },
  { name: 'phone_quality', of: ({ quality }) => quality.phone },
  { name: 'email_quality', of: ({ quality }) => quality.email },
  { name: 'stage', of: ({ stages }) => stages.at(-1)?.stage ?? null },
  { name: 'status', of: ({ statuses }) => statuses.at(-1)?.status ?? 'active' },
  { name: 'temperature', of: ({ temperatures }) => temperatures.at(-1)?.temperature ?? null },
  { name: 'mql_at', of: entry('mql') },
  { name: 'sql_at', of: entry('sql') },
  { name: 'sqo_at', of: entry('sqo') },
  { name: 'customer_at', of: entry('customer') },
  { name: 'repeat_at', of: entry('repeat') },
  { name: 'assigned_at', of: ({ t }) => momentOf(t.assignedAt) },
  { name: 'notified_at', of: ({ t }) => momentOf(t.notifiedAt) },
  { name: 'attempted_at', of: ({ t }) => momentOf(t.attemptedAt) },
  { name: 'contacted_at', of: ({ t }) => momentOf(t.contactedAt) },
  { name: 'working_minutes_to_attempt', of: ({ t }) => minutesOf(t.attemptWorkMs) },
  { name: 'working_minutes_to_contact', of: ({ t }) => minutesOf(t.contactWorkMs) },
  { name: 'first_rep', of: ({ owners }) => owners.find(({ subject }) => subject === 'lead')?.repId ?? null },
  { name: 'rep', of: ({ owners }) => owners.findLast(({ subject, to }) => subject === 'lead' && to === null)?.repId ?? null },
  { name: 'enquiries', of: ({ enquiries }) => enquiries.length },
  { name: 'calls', of: ({ calls }) => calls.length },
  { name: 'calls_reached', of: ({ calls }) => calls.filter(({ reached }) => reached).length },
  { name: 'needs_open', of: ({ needs }) => needs.filter(({ state }) => state === 'open').length },
  { name: 'needs_won', of: ({ needs }) => needs.filter(({ state }) => state === 'won').length },
  { name: 'needs_lost', of: ({ needs }) => needs.filter(({ state }) => state === 'lost').length },
  { name: 'orders', of: ({ orders }) => orders.length },
  { name: 'booked_vnd', of: vnd('booked') },
  { name: 'net_vnd', of: vnd('net') },
  { name: 'visits', of: ({ visits }) => visits.count },
  { name: 'visit_seconds', of: ({ visits }) => visits.seconds },
  { name: 'owners', of: ownersOf },
  { name: 'money', of: moneyOf },
];

export const columnNames: readonly string[] = columns.map(({ name }) => name);

/** Returns the values of a fact in the order of the columns. */
export function valuesOf(fact: Fact, days: Days): Value[] {
  return columns.map(({ of }) => of(fact, days));
}
