import { beforeAll, describe, expect, it } from '@jest/globals';
import { ScoreMessage, WorkMessage } from '../../../events/index.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { countLeads } from '../../../shared/scoring/index.ts';
import { recountWork } from '../../../shared/scoring/recount-work.ts';
import { doWork } from '../../../shared/work/index.ts';
import { type MemoryTable, memoryTable } from '../../support/memory-table.ts';
import { workWorld } from '../../support/work.ts';

const allTime = { from: null, to: null, before: null };
const leadCount = 2_050;

/** What the index names of a lead: nothing else of it is read. */
function cardAt(number: number) {
  const id = String(number).padStart(5, '0');
  const createdAt = new Date(Date.parse('2026-11-21T00:00:00.000Z') + number * 1_000).toISOString();
  return {
    pk: `LEAD#L${id}`,
    sk: keys.cardSk,
    gsi1pk: `REGION#${['north', 'south'][number % 2]}#0${number % 3}`,
    gsi1sk: `${createdAt}#L${id}`,
  };
}

let table: MemoryTable;
beforeAll(() => {
  table = memoryTable();
  table.seed(...Array.from({ length: leadCount }, (_, number) => cardAt(number)));
});

/** Does the work and whatever it asks for in turn. */
async function doAll(request: Record<string, unknown>) {
  const world = workWorld(table);
  const slices: number[] = [];
  let asked: WorkMessage[] = [{ v: 1, kind: recountWork.kind, request }];
  for (let next = asked.shift(); next; next = asked.shift()) {
    const before = world.sent.score.length;
    await doWork(next, [recountWork], world.parts);
    slices.push(world.sent.score.length - before);
    asked = world.sent.work.splice(0).map(({ body }) => WorkMessage.parse(body));
  }
  return { ...world, slices };
}

describe('a recount of all leads', () => {
  it('asks once for each lead, newest first, in slices that ask for the rest', async () => {
    const { sent, slices } = await doAll(allTime);

    const named = sent.score.map(({ body }) => ScoreMessage.parse(body).leadId);
    expect(slices).toEqual([1_000, 1_000, 50]);
    expect([named.length, new Set(named).size, await countLeads(table, allTime)]).toEqual([leadCount, leadCount, leadCount]);
    expect(named).toEqual(named.toSorted().reverse());
    expect(sent.score[0]?.body).toEqual({ v: 1, kind: 'recount', leadId: 'L02049' });
  });

  it('is no faster than the queue works off beside what visitors do: a hundred a second, over slices', async () => {
    const world = workWorld(table);

    await doWork({ v: 1, kind: recountWork.kind, request: allTime }, [recountWork], world.parts);

    const perSecond = Map.groupBy(world.sent.score, ({ delaySeconds }) => delaySeconds);
    expect([...perSecond].map(([second, same]) => [second, same.length])).toEqual(Array.from({ length: 10 }, (_, second) => [second, 100]));
    expect(world.sent.work).toMatchObject([{ delaySeconds: 10, groupId: recountWork.kind }]);
  });

  it('keeps to its span', async () => {
    const span = { from: '2026-11-21T00:00:10.000Z', to: '2026-11-21T00:00:19.000Z', before: null };

    const { sent, slices } = await doAll(span);

    expect(slices).toEqual([10]);
    expect(sent.score.map(({ body }) => ScoreMessage.parse(body).leadId).at(-1)).toBe('L00010');
  });

  it('repeats a slice whose messages were refused, and goes on from there', async () => {
    const world = workWorld(table);
    world.fail('score');

    await expect(doWork({ v: 1, kind: recountWork.kind, request: allTime }, [recountWork], world.parts)).rejects.toThrow();

    expect(world.sent.work).toEqual([]);
  });
});
