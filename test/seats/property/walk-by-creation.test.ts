import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { activityAt, type CardRow, cardCopy, cardItem, walkCards } from '../../../shared/cards/index.ts';
import { type Lead, putNewLead } from '../../../shared/leads/index.ts';
import { LeadId, leadSubject, PoolId, RepId } from '../../../shared/platform/ids.ts';
import { indexKeys, keys } from '../../../shared/platform/keys.ts';
import type { PlaceSpan } from '../../../shared/platform/walk-index.ts';
import { byActivity, moveSubject, walkByCreation, writeSeat } from '../../../shared/seats/index.ts';
import { countingTable } from '../../support/counting-table.ts';
import { anyLead } from '../../support/lead-world/any-lead.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { report, runs, seed } from '../../support/seeded.ts';

const reps = ['rep-lan', 'rep-phuc', 'rep-anh'].map((id) => RepId.parse(id));
const pool = PoolId.parse('south');
const epoch = Date.parse('2026-11-01T00:00:00Z');

/** A lead, how long after its making it was last active, and who owns something of it. */
const anyHeld = fc.record({
  lead: anyLead().chain((lead) => fc.integer({ min: 0, max: 5_000 }).map((minute): Lead => ({ ...lead, createdAt: timeOf(minute) }))),
  activeMinutes: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 3_000 })),
  holders: fc.subarray(reps),
  isReadable: fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
});
type Held = typeof anyHeld extends fc.Arbitrary<infer Value> ? Value : never;

function timeOf(minute: number): string {
  return new Date(epoch + minute * 60_000).toISOString();
}

const activityOf = ({ lead, activeMinutes }: Held) =>
  activityAt(lead.createdAt, new Date(Date.parse(lead.createdAt) + activeMinutes * 60_000).toISOString());

function tableOf(all: readonly Held[]) {
  const table = memoryTable();
  for (const held of all) {
    const { lead, holders, isReadable } = held;
    const activity = activityOf(held);
    // A card of another version of the code, which this one does not understand.
    const copy = isReadable ? cardCopy(lead, activity) : { ...cardCopy(lead, activity), card: 'z' };
    const seats = holders.flatMap((to) =>
      moveSubject({ leadId: lead.leadId, subject: leadSubject, from: null, to, at: lead.createdAt }, [], copy).map(writeSeat),
    );
    for (const write of [...putNewLead(lead), ...seats]) if ('Put' in write && write.Put.Item) table.seed(write.Put.Item);
    table.seed({ ...cardItem(lead, activity), card: copy.card });
    const { leadId, createdAt } = lead;
    if (isWaiting(held)) table.seed({ ...keys.assignment(leadId, leadSubject), ...indexKeys.waiting(pool, createdAt, leadId) });
  }
  return table;
}

const failing = (error: Error): never => {
  throw error;
};

async function taken(rows: AsyncGenerator<CardRow>, count: number): Promise<CardRow[]> {
  const given: CardRow[] = [];
  for await (const row of rows) {
    given.push(row);
    if (given.length === count) break;
  }
  return given;
}

const anySpan = fc.record({
  from: fc.option(
    fc.integer({ min: 0, max: 5_000 }).map((minute) => new Date(timeOf(minute))),
    { nil: null },
  ),
  to: fc.option(
    fc.integer({ min: 0, max: 5_000 }).map((minute) => new Date(timeOf(minute))),
    { nil: null },
  ),
});
const anyPartitions = fc.subarray(reps, { minLength: 1 }).chain((some) => fc.boolean().map((withPool) => ({ reps: some, withPool })));

interface Wanted {
  readonly reps: readonly RepId[];
  readonly withPool: boolean;
}

const isWaiting = ({ lead }: Held) => lead.owner === null && lead.routing !== null;
const isListed = (held: Held, { reps: some, withPool }: Wanted) =>
  held.holders.some((repId) => some.includes(repId)) || (withPool && isWaiting(held));
const partitionsOf = (wanted: Wanted) => [
  ...wanted.reps.map(indexKeys.seatPartition),
  ...(wanted.withPool ? indexKeys.waitingPartitions(pool) : []),
];
/** A row for each seat, and for each lead that waits. */
const rowsOf = (all: readonly Held[], { reps: some, withPool }: Wanted) =>
  all.flatMap((held) => [
    ...held.holders.flatMap((repId) => (some.includes(repId) ? [`${activityOf(held)}#${held.lead.leadId}`] : [])),
    ...(isWaiting(held) && withPool ? [`${held.lead.createdAt}#${held.lead.leadId}`] : []),
  ]);
const always = { from: null, to: null };

describe('the leads of reps and of a pool', () => {
  it('are given once each, newest made first, in whatever pages, and each row is read once a page', async () => {
    const numRuns = runs(60, 2_000);
    let most = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(anyHeld, { selector: ({ lead }) => lead.leadId, maxLength: 60, size: 'max' }),
        anyPartitions,
        anySpan,
        fc.integer({ min: 1, max: 25 }),
        async (all, wanted, span, limit) => {
          const table = countingTable(tableOf(all));
          const partitions = partitionsOf(wanted);
          const expected = all
            .filter((held) => isListed(held, wanted))
            .map(({ lead }) => lead)
            .filter(
              ({ createdAt }) =>
                (span.from === null || createdAt >= span.from.toISOString()) && (span.to === null || createdAt <= span.to.toISOString()),
            )
            .map(({ createdAt, leadId }) => `${createdAt}#${leadId}`)
            .sort()
            .reverse();

          const rowCount = rowsOf(all, wanted).length;
          const given: string[] = [];
          for (let before: string | null = null, isEnd = false; !isEnd; ) {
            const rowsBefore = table.rows;
            const place: PlaceSpan = { ...span, before };
            const rows = walkByCreation(table, partitions, { span: place, active: always, rowsWanted: limit, onMalformed: failing });
            const page = await taken(rows, limit);
            given.push(...page.map((row) => row.place));
            most = Math.max(most, table.rows - rowsBefore);
            expect(table.rows - rowsBefore).toBeLessThanOrEqual(rowCount);
            before = page.at(-1)?.place ?? null;
            isEnd = page.length < limit;
          }

          expect(given).toEqual(expected);
        },
      ),
      { numRuns, seed },
    );
    report(`walks by creation: ${numRuns}, at most ${most} rows a page, seed ${seed}`);
  });

  it('are read a page at a time, as far as needed to know that nothing newer is unread', async () => {
    const newest = { holders: reps.slice(0, 1), isReadable: true, activeMinutes: 0 };
    const [lead] = fc.sample(anyLead(), { numRuns: 1, seed });
    if (!lead) throw new Error('no lead');
    const all = Array.from({ length: 400 }, (_, minute): Held => {
      return { ...newest, lead: { ...lead, leadId: LeadId.parse(`L${minute}`), createdAt: timeOf(minute) } };
    });
    const table = countingTable(tableOf(all));
    const partitions = reps.slice(0, 1).map(indexKeys.seatPartition);

    const wish = { span: { from: null, to: null, before: null }, active: always, rowsWanted: 25, onMalformed: failing };
    const page = await taken(walkByCreation(table, partitions, wish), 25);

    expect(page.map(({ leadId }) => leadId)).toEqual(Array.from({ length: 25 }, (_, index) => `L${399 - index}`));
    expect(table.rows).toBeLessThanOrEqual(60);
  });

  it('stand by activity as their seats tell it, and those that wait by the beginning of it', async () => {
    const numRuns = runs(60, 2_000);
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(anyHeld, { selector: ({ lead }) => lead.leadId, maxLength: 60, size: 'max' }),
        anyPartitions,
        async (all, wanted) => {
          const expected = rowsOf(all, wanted).sort().reverse();

          const listing = byActivity(partitionsOf(wanted));
          const given = await taken(walkCards(tableOf(all), listing, { from: null, to: null, before: null }), Number.POSITIVE_INFINITY);

          expect(given.map(({ place }) => place)).toEqual(expected);
        },
      ),
      { numRuns, seed },
    );
    report(`walks by activity: ${numRuns}, seed ${seed}`);
  });
});
