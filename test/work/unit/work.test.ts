import { beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { WorkMessage } from '../../../events/index.ts';
import { workKinds } from '../../../functions/do-work/kinds.ts';
import { CorruptItemError, isRetryable, UnavailableError } from '../../../shared/platform/errors.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { assignMessageFor } from '../../../shared/routing/index.ts';
import { runShard, timerIdFor } from '../../../shared/timers/index.ts';
import { askFor, defineWork, doWork, forwardWork, putForwardTimer } from '../../../shared/work/index.ts';
import { type MemoryTable, memoryTable } from '../../support/memory-table.ts';
import { type WorkWorld, workWorld } from '../../support/work.ts';

let table: MemoryTable;
let world: WorkWorld;
let done: string[];
beforeEach(() => {
  table = memoryTable();
  world = workWorld(table);
  done = [];
});

const countWork = defineWork({
  kind: 'count',
  schema: z.object({ leadId: z.string() }),
  run: async ({ leadId }) => void done.push(leadId),
});

describe('work', () => {
  it('is done by its kind, which reads the request', async () => {
    await doWork({ v: 1, kind: 'count', request: { leadId: 'L1', more: true } }, [forwardWork, countWork], world.parts);

    expect(done).toEqual(['L1']);
  });

  it('of a kind that only a later version knows comes back', async () => {
    const attempt = doWork({ v: 1, kind: 'later', request: {} }, [countWork], world.parts);

    await expect(attempt).rejects.toThrow(UnavailableError);
    expect(isRetryable(await attempt.catch((error: unknown) => error))).toBe(true);
  });

  it('that its kind cannot read is given up, and the reason repeats nothing of it', async () => {
    const attempt = doWork({ v: 1, kind: 'count', request: { leadId: { name: 'Nguyễn Thị Hường' } } }, [countWork], world.parts);

    await expect(attempt).rejects.toThrow(new CorruptItemError('a request for count is malformed at leadId'));
  });

  it('that fails comes back', async () => {
    const failing = defineWork({ ...countWork, run: () => Promise.reject(new UnavailableError('the table is away')) });

    await expect(doWork({ v: 1, kind: 'count', request: { leadId: 'L1' } }, [failing], world.parts)).rejects.toThrow(UnavailableError);
  });

  it('is asked for under its kind as the group, and only by a request that the kind can read', () => {
    expect(askFor(countWork, { leadId: 'L1' }, { delaySeconds: 5 })).toEqual({
      body: { v: 1, kind: 'count', request: { leadId: 'L1' } },
      groupId: 'count',
      delaySeconds: 5,
    });
    // @ts-expect-error the type refuses it as well
    expect(() => askFor(countWork, { leadId: 1 })).toThrow();
  });

  it('has kinds whose names are different, and fit a group of SQS', () => {
    const names = workKinds.map(({ kind }) => kind);

    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-zA-Z]{1,128}$/);
  });
});

describe('a timer for a FIFO queue', () => {
  const dueAt = '2026-11-27T00:00:40.000Z';
  const message = assignMessageFor({
    v: 1,
    kind: 'recall',
    leadId: 'L1',
    subject: 'lead',
    poolId: 'south',
    decisionId: 'D1',
    cause: 'declined',
    correlationId: 'test',
  });
  const set = () => table.transact([putForwardTimer({ timerId: timerIdFor('test'), dueAt }, 'assign', message)]);
  const runTimers = async (): Promise<void> => {
    const { parts } = world;
    const [timer] = table.all();
    const shard = String(timer?.pk).slice('DUE#'.length);
    await runShard({ v: 1, shard }, { table, clock: parts.clock, queues: parts.queues, log: silentLog, timeLeftMs: () => 60_000 });
  };

  it('goes by way of work, which alone can wait to the second', async () => {
    await set();

    await runTimers();

    expect(world.sent.assign).toEqual([]);
    expect(world.sent.work).toMatchObject([{ delaySeconds: 40, groupId: 'forward' }]);
  });

  it('is passed on with its own group and deduplication id, as often as it is delivered', async () => {
    await set();
    await runTimers();
    const asked = world.sent.work.map(({ body }) => WorkMessage.parse(body));

    for (const one of [...asked, ...asked]) await doWork(one, workKinds, world.parts);

    // SQS swallows the second by its deduplication id.
    expect(world.sent.assign).toEqual([message, message]);
  });

  it.each([
    ['a group with a space', { groupId: 'miền nam' }],
    ['an empty deduplication id', { deduplicationId: '' }],
    ['a deduplication id that is too long', { deduplicationId: 'x'.repeat(129) }],
  ])('is refused where it is set for %s', (_what, change) => {
    expect(() => putForwardTimer({ timerId: 'x', dueAt }, 'assign', { ...message, ...change })).toThrow();
  });
});
