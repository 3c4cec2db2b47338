import type { Fact } from '../facts/index.ts';
import type { Asked, Column, Counted, Report } from './report.ts';
import { anchored } from './rules-anchor.ts';
import { commonDimensions, rowsOf } from './rules-dimensions.ts';
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
    people('sqlAfter'),
    people('customersAfter'),
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
  },
};
