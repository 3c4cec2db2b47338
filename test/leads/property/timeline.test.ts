import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { leadUpdated } from '../../../events/index.ts';
import { putTimelineEntries, readTimeline, readTimelineEntry, type TimelineEntry, timelineEntry } from '../../../shared/leads/index.ts';
import { EntryId, LeadId } from '../../../shared/platform/ids.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { report, runs, seed } from '../../support/seeded.ts';

const leadId = LeadId.parse('L1');

/** Changes at few moments, so that many fall on one; each with entries whose ids lie anywhere among those of the others. */
const anyChanges = fc.array(
  fc.record({
    second: fc.integer({ min: 0, max: 3 }),
    ids: fc.uniqueArray(fc.integer({ min: 0, max: 999 }), { minLength: 1, maxLength: 4 }),
  }),
  { minLength: 1, maxLength: 12 },
);

/** The entries of each change; none has the id of another. */
function entriesOf(changes: readonly { readonly second: number; readonly ids: readonly number[] }[]): TimelineEntry[][] {
  return changes.map(({ second, ids }, leadVersion) => {
    const at = new Date(Date.UTC(2026, 10, 22, 3, 0, second));
    const change = {
      leadId,
      leadVersion: leadVersion + 1,
      at,
      actor: { kind: 'user', id: 'mai' },
      correlationId: 'c',
      causationId: 'c',
    } as const;
    const idOf = (id: number) => EntryId.parse(`T${String(id).padStart(3, '0')}${String(leadVersion).padStart(2, '0')}`);
    return ids.map((id) => timelineEntry(leadUpdated, change, { fields: ['company'], submission: null }, { entryId: () => idOf(id) }));
  });
}

describe('a timeline', () => {
  it('shows each entry once, newest moment first and a change in one piece, on pages of any size from any place', async () => {
    const numRuns = runs(150, 3_000);
    await fc.assert(
      fc.asyncProperty(anyChanges, fc.integer({ min: 1, max: 5 }), async (changes, limit) => {
        const table = memoryTable();
        const told = entriesOf(changes);
        for (const entries of told) await table.transact(putTimelineEntries(entries));

        const { entries: all } = await readTimeline(table, leadId, { limit: 1_000 });
        const paged: typeof all = [];
        for (let before: string | undefined, goesOn = true; goesOn; ) {
          const page = await readTimeline(table, leadId, { limit, ...(before === undefined ? {} : { before }) });
          // As a view does, which cuts where its page is full.
          const shown = page.entries.slice(0, limit);
          paged.push(...shown);
          const last = shown.at(-1);
          before = last && page.entries.length > limit ? `${last.at}#${last.place}` : page.next;
          goesOn = before !== undefined;
        }

        expect(paged).toEqual(all);
        expect(all.map(({ id }) => id).toSorted()).toEqual(
          told
            .flat()
            .map(({ id }) => id)
            .toSorted(),
        );
        expect(all.map(({ at }) => at)).toEqual(
          all
            .map(({ at }) => at)
            .toSorted()
            .toReversed(),
        );
        const places = all.map(({ at, place }) => `${at}#${place}`);
        expect(places).toEqual([...new Set(places)].toSorted().toReversed());
        for (const entries of told) {
          const [first] = entries;
          const start = all.findIndex(({ leadVersion }) => leadVersion === first?.leadVersion);
          const piece = all.slice(start, start + entries.length).toReversed();
          expect(piece.map(({ place: _place, ...entry }) => entry)).toEqual(entries);
        }
      }),
      { numRuns, seed },
    );
    report(`timelines of up to 12 changes: ${numRuns} (seed ${seed})`);
  });

  it('finds each entry of a change by its moment and id', async () => {
    const table = memoryTable();
    const told = entriesOf([
      { second: 0, ids: [5, 2, 9] },
      { second: 0, ids: [7] },
    ]).flat();
    await table.transact(putTimelineEntries(told));

    const found = await Promise.all(told.map(({ at, id }) => readTimelineEntry(table, leadId, at, id)));

    expect(found).toMatchObject(told);
    expect(await readTimelineEntry(table, leadId, told[0]?.at ?? '', EntryId.parse('T99999'))).toBeUndefined();
  });
});
