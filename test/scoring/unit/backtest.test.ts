import { beforeAll, describe, expect, it } from '@jest/globals';
import { Backtest } from '../../../api/scoring/backtest-view.ts';
import { stageChanged } from '../../../events/index.ts';
import { type Lead, parseLead, readCountedPosts, type TimelineEntry, timelineEntry } from '../../../shared/leads/index.ts';
import { addMs } from '../../../shared/platform/clock.ts';
import { EntryId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { type Log, silentLog } from '../../../shared/platform/logging.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { type BacktestWish, backtest } from '../../../shared/scoring/index.ts';
import { seedCards } from '../../support/cards.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { letHappen, pastPeople } from '../../support/scoring/past-people.ts';

const until = new Date('2026-11-22T00:00:00.000Z');
const allTime = { from: null, to: null, before: null };

let world: World;
beforeAll(async () => {
  world = createWorld();
  await letHappen(pastPeople(3, 24, until), world.parts, until);
  world.project();
});

/** The same table as it stood, so that each test may damage its own. */
function copy(): ReturnType<typeof memoryTable> {
  const table = memoryTable();
  table.seed(...world.table.all());
  return table;
}

const tryOn = (table: Table, more: Partial<BacktestWish> = {}, log: Log = silentLog, clock = () => until) =>
  backtest(
    { draft: null, span: allTime, limit: 5_000, maxChanges: 5_000, budgetMs: 60_000, ...more },
    { table, config: world.config, clock, log },
  );

const newest = (): Lead[] => world.leads().sort((one, other) => (one.createdAt < other.createdAt ? 1 : -1));
const leadAt = (index: number): Lead => {
  const lead = newest()[index];
  if (!lead) throw new Error(`no lead ${index}`);
  return lead;
};

describe('a back-test', () => {
  it('reads every lead once and answers in the documented shape', async () => {
    const answer = await tryOn(copy());

    expect(Backtest.parse(answer)).toEqual(answer);
    expect([answer.leads, answer.judged, answer.cut, answer.nextCursor]).toEqual([world.leads().length, answer.leads, null, null]);
    expect(answer.draft.bands.reduce((sum, { leads }) => sum + leads, 0)).toBe(answer.judged);
  });

  it('writes nothing', async () => {
    const table = copy();

    await tryOn(table);

    expect([table.used.write, table.all()]).toEqual([0, world.table.all()]);
  });

  it.each([1, 7, 24, 100])('goes on where a part of %i leads ended, and the parts add up', async (limit) => {
    const table = copy();
    const whole = await tryOn(table);

    const parts: Backtest[] = [];
    let before: string | null = null;
    do {
      const part: Backtest = await tryOn(table, { span: { ...allTime, before }, limit });
      parts.push(part);
      before = part.nextCursor;
    } while (before !== null);

    const sum = (count: (part: Backtest) => number) => parts.reduce((total, part) => total + count(part), 0);
    expect(parts.slice(0, -1).every(({ cut }) => cut === 'limit')).toBe(true);
    expect([parts.at(-1)?.cut, sum(({ leads }) => leads), sum(({ conversions }) => conversions.sql)]).toEqual([
      null,
      whole.leads,
      whole.conversions.sql,
    ]);
    for (const band of [0, 1, 2]) expect(sum(({ draft }) => draft.bands[band]?.leads ?? 0)).toBe(whole.draft.bands[band]?.leads);
  });

  it('looks only at leads that were made in the span', async () => {
    const span = { from: new Date(leadAt(9).createdAt), to: new Date(leadAt(4).createdAt), before: null };

    expect((await tryOn(copy(), { span })).leads).toBe(6);
    expect((await tryOn(copy(), { span: { from: addMs(until, 1), to: null, before: null } })).leads).toBe(0);
  });

  it('begins no further page once its time is up, and says so', async () => {
    let now = until.getTime();
    const slow = () => {
      now += 10_000;
      return new Date(now);
    };
    const table = copy();
    const [first] = world.leads();
    if (!first) throw new Error('no leads');
    const item = (await table.get(keys.lead(first.leadId))) ?? {};
    // More leads than a page holds; their histories are empty.
    for (let number = 0; number < 120; number += 1) {
      const leadId = `LMANY${String(number).padStart(4, '0')}`;
      const one = { ...item, pk: `LEAD#${leadId}`, createdAt: '2026-11-21T00:00:00.000Z' };
      table.seed(one);
      seedCards(table, [parseLead(one)]);
    }

    const answer = await tryOn(table, { budgetMs: 10_000 }, silentLog, slow);
    const rest = await tryOn(table, { span: { ...allTime, before: answer.nextCursor } });

    expect([answer.cut, answer.leads, rest.leads]).toEqual(['time', 100, 20 + world.leads().length]);
  });

  it('leaves leads out whose record or history cannot be read, counts them and names them in the log', async () => {
    const table = copy();
    const lines: unknown[] = [];
    const log: Log = { ...silentLog, warn: (message, fields) => void lines.push([message, fields]) };
    table.seed({ ...(await table.get(keys.lead(leadAt(0).leadId))), stage: 'sold' });
    table.seed({ ...keys.timelineEntry(leadAt(1).leadId, until.toISOString(), EntryId.parse('T1')), type: 'lead.created' });
    const [post] = await readCountedPosts(table, leadAt(2).leadId);
    if (!post) throw new Error('no post');
    table.seed({ ...keys.leadPost(post.leadId, post.at, post), ...post, submissionId: '' });

    const answer = await tryOn(table, {}, log);

    expect([answer.leads, answer.judged, answer.leftOut.malformed]).toEqual([24, 21, 3]);
    expect(lines).toEqual([
      ['a malformed lead is left out of a back-test', { key: keys.leadPk(leadAt(0).leadId) }],
      ...[1, 2].map((index) => [
        'a lead with a malformed history is left out of a back-test',
        expect.objectContaining({ leadId: leadAt(index).leadId }),
      ]),
    ]);
  });

  it('fails when the table fails, instead of telling half of the truth', async () => {
    const table = copy();
    const broken: Table = { ...table, query: (input) => (input.IndexName ? table.query(input) : Promise.reject(new Error('gone'))) };

    await expect(tryOn(broken)).rejects.toThrow('gone');
  });

  it('takes the moment of a stage from the change of it, and judges a stage without one over the whole time', async () => {
    const table = copy();
    const [timed, untimed, other] = await unconverted(table, newest());
    if (!timed || !untimed || !other) throw new Error('too few leads');
    const before = await tryOn(table);
    const told = changeOfStage(timed);
    const misleading = { ...changeOfStage(other), type: 'lead.temperature_changed' };
    for (const entry of [told, misleading]) table.seed({ ...keys.timelineEntry(entry.leadId, entry.at, entry.id), ...entry });
    table.seed({ ...(await table.get(keys.lead(untimed.leadId))), stage: 'customer' });

    const after = await tryOn(table);

    const { byTimeline, withoutTime, sql, customers } = after.conversions;
    expect([byTimeline, withoutTime]).toEqual([1, 1]);
    expect([sql - before.conversions.sql, customers - before.conversions.customers]).toEqual([2, 1]);
  });
});

function changeOfStage({ leadId, createdAt }: Lead): TimelineEntry {
  const change = {
    leadId,
    leadVersion: 9,
    at: addMs(new Date(createdAt), 60_000),
    actor: { kind: 'system' as const, id: 'test' },
    correlationId: 'c',
    causationId: 'c',
  };
  const evidence = { temperature: 'hot' as const, fit: null };
  const data = {
    from: 'lead' as const,
    to: 'sql' as const,
    reason: 'person' as const,
    evidence,
    rulesVersion: null,
    because: 'spoke' as const,
    secondsInStage: 60,
  };
  return timelineEntry(stageChanged, change, data, { entryId: () => EntryId.parse('Tstage') });
}

/** Leads that nobody knows to have converted. */
async function unconverted(table: Table, leads: readonly Lead[]): Promise<Lead[]> {
  const told = await Promise.all(
    leads.map(async (lead) => {
      const at = new Date(lead.createdAt);
      const { conversions } = await tryOn(table, { span: { from: at, to: at, before: null } });
      return conversions.sql === 0 ? [lead] : [];
    }),
  );
  return told.flat();
}
