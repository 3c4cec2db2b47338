import type { Fact, Moment } from '../facts/index.ts';
import type { Asked, Column, Counted, Counter, Holder, Report } from './report.ts';
import { anchored } from './rules-anchor.ts';
import { commonDimensions, rowsOf } from './rules-dimensions.ts';
import { holderAt } from './rules-holder.ts';
import { firstEntries } from './rules-stages.ts';

type Run = Fact['sequences'][number];

/** Ends for which a sequence is made. */
const reached: ReadonlySet<string | null> = new Set(['finished', 'goal']);

const mails = {
  mailsSent: 'sent',
  mailsBounced: 'bounced',
  mailsOpened: 'opened',
  mailsClicked: 'clicked',
  mailsRefused: 'refused',
} as const;
const mailColumns = Object.keys(mails) as (keyof typeof mails)[];

const times = (name: string): Column => ({ name, kind: 'times', unit: 'count' });
const people = (name: string): Column => ({ name, kind: 'leads', unit: 'count' });
const share = (name: string, part: string, of: string): Column => ({ name, kind: 'share', unit: 'share', part, of });

const rowsOfRun = (fact: Fact, { sequenceId }: Pick<Run, 'sequenceId'>, counted: Counted, asked: Asked): string | readonly string[] =>
  asked.by === 'sequence' ? sequenceId : rowsOf(fact, counted, asked);

/** What was sold: of what, by whom, and for how much where it is money. */
interface Sale {
  readonly products: readonly string[];
  readonly holder: Holder;
  readonly value?: number;
  readonly currency?: string;
}

/**
 * Adds what was sold to somebody from when they were put in on. What follows several sequences stands in the row of each, and once in the whole: which of
 * them brought it, nobody can say. An order counts whose first fact is not before the run, with all that was paid and given back of it.
 */
function addSales(fact: Fact, out: Counter, asked: Asked, begun: ReadonlyMap<string, Moment>): void {
  const follows = (at: Moment): readonly string[] => [...begun].flatMap(([sequenceId, from]) => (from <= at ? [sequenceId] : []));
  const add = (column: string, since: Moment, at: Moment, { products, holder, ...money }: Sale): void => {
    const after = follows(since);
    const counted = after.length === 0 ? null : anchored(fact, at, asked, holder);
    if (!counted) return;
    const rows = asked.by === 'sequence' ? after : rowsOf(fact, counted, asked, products);
    out.add(rows, column, fact, { ...counted, ...money });
  };
  for (const need of fact.needs) {
    if (need.state !== 'won' || need.wonAt === null) continue;
    const holder = { repId: need.closes.at(-1)?.repId ?? need.ownerId, poolId: need.poolId };
    add('wonAfter', need.wonAt, need.wonAt, { products: need.product === null ? [] : [need.product], holder });
  }
  for (const { facts, ownerId, products, currency } of fact.orders) {
    const orderedAt = Math.min(...facts.map(({ at }) => at));
    const holder = { repId: ownerId, poolId: holderAt(fact, orderedAt).poolId };
    for (const { kind, at, amount } of facts) {
      if ((kind !== 'paid' && kind !== 'refunded') || amount === null) continue;
      add('netAfter', orderedAt, at, { products, holder, value: kind === 'paid' ? amount : -amount, currency });
    }
  }
}

/**
 * What sequences of steps bring: who was put in, what became of the mails, and what their people did after they began. Mails count with the run that they
 * are of, on the day on which it began. Opened and clicked are those which surely were a person.
 */
export const sequences: Report = {
  name: 'sequences',
  bases: ['event', 'arrival'],
  dimensions: ['sequence', ...commonDimensions],
  columns: (basis) => [
    times('runs'),
    people('enrolled'),
    times('runsOpen'),
    times('runsReached'),
    times('runsLeft'),
    ...mailColumns.map((name): Column => ({ name, kind: 'sum', unit: 'count' })),
    share('bounceShare', 'mailsBounced', 'mailsSent'),
    share('openShare', 'mailsOpened', 'mailsSent'),
    share('clickShare', 'mailsClicked', 'mailsSent'),
    share('refuseShare', 'mailsRefused', 'mailsSent'),
    people('contactedAfter'),
    people('mqlAfter'),
    people('sqlAfter'),
    people('customersAfter'),
    times('wonAfter'),
    { name: 'netAfter', kind: 'sum', unit: 'money' },
    ...(basis === 'arrival'
      ? [share('sqlAfterShare', 'sqlAfter', 'enrolled'), share('customersAfterShare', 'customersAfter', 'enrolled')]
      : []),
  ],
  fold: (fact, out, asked) => {
    const begun = new Map<string, number>();
    for (const run of fact.sequences) {
      begun.set(run.sequenceId, Math.min(run.from, begun.get(run.sequenceId) ?? Number.POSITIVE_INFINITY));
      const counted = anchored(fact, run.from, asked);
      if (!counted) continue;
      const rows = rowsOfRun(fact, run, counted, asked);
      out.add(rows, 'runs', fact, counted);
      out.add(rows, 'enrolled', fact, counted);
      out.add(rows, run.end === null ? 'runsOpen' : reached.has(run.end) ? 'runsReached' : 'runsLeft', fact, counted);
      for (const column of mailColumns) {
        const value = run.mails[mails[column]];
        if (value > 0) out.add(rows, column, fact, { ...counted, value });
      }
    }
    const entries = firstEntries(fact, 'passed');
    const outcomes = [
      ['contactedAfter', fact.t.contactedAt],
      ['mqlAfter', entries.get('mql') ?? null],
      ['sqlAfter', entries.get('sql') ?? null],
      ['customersAfter', entries.get('customer') ?? null],
    ] as const;
    for (const [column, at] of outcomes) {
      const counted = anchored(fact, at, asked);
      if (!counted || at === null) continue;
      for (const [sequenceId, from] of begun) {
        if (from <= at) out.add(rowsOfRun(fact, { sequenceId }, counted, asked), column, fact, counted);
      }
    }
    addSales(fact, out, asked, begun);
  },
};
