import { beforeEach, describe, expect, it } from '@jest/globals';
import { keys, timerShards } from '../../../shared/platform/keys.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import type { OutgoingMessage, Queue } from '../../../shared/platform/queues.ts';
import { findDueTimers, putTimer, runShard, type Timer, timerIdFor } from '../../../shared/timers/index.ts';
import { type MemoryTable, memoryTable } from '../../support/memory-table.ts';

const now = Date.parse('2026-11-22T03:00:00.250Z');
let table: MemoryTable;
let sent: { queue: string; message: OutgoingMessage }[];
let fails: string | undefined;

beforeEach(() => {
  table = memoryTable();
  sent = [];
  fails = undefined;
});

const queue = (name: string): Queue => ({
  async send(message) {
    await this.sendAll([message]);
  },
  async sendAll(messages) {
    if (fails === name) throw new Error('the queue is down');
    sent.push(...messages.map((message) => ({ queue: name, message })));
  },
});
const queues = { notice: queue('notice'), mail: queue('mail'), score: queue('score'), work: queue('work') };
const clock = () => new Date(now);
const timer = (index: number, dueInMs: number, changes: Partial<Timer> = {}): Timer => ({
  timerId: timerIdFor('test', String(index)),
  dueAt: new Date(now + dueInMs).toISOString(),
  queue: 'mail',
  message: { index },
  ...changes,
});
const set = (...timers: readonly Timer[]) => Promise.all(timers.map((one) => table.transact([putTimer(one)])));
const shardOf = (one: Timer) => keys.timer(one.dueAt, one.timerId).pk.slice('DUE#'.length);
const find = () => findDueTimers({ table, clock, shards: queue('shards'), log: silentLog });
const run = (shard: string, timeLeftMs = 60_000) =>
  runShard({ v: 1, shard }, { table, clock, queues, log: silentLog, timeLeftMs: () => timeLeftMs });
const runAll = async () => {
  for (const { pk } of table.all().map((item) => ({ pk: String(item.pk) }))) await run(pk.slice('DUE#'.length));
};

describe('the look of the minute', () => {
  it('asks for a run of exactly the shards that hold something due within a minute', async () => {
    const due = Array.from({ length: 40 }, (_, index) => timer(index, index % 2 ? -1_000 * index : 60_000));
    const later = Array.from({ length: 200 }, (_, index) => timer(index + 100, 60_001));
    await set(...due, ...later);

    await find();

    const asked = sent.map(({ message }) => message.body).sort();
    expect(new Set(asked.map((body) => JSON.stringify(body)))).toEqual(
      new Set(due.map((one) => JSON.stringify({ v: 1, shard: shardOf(one) }))),
    );
    expect(asked).toHaveLength(new Set(due.map(shardOf)).size);
  });

  it('sends nothing in an idle minute', async () => {
    await set(timer(1, 3_600_000));

    await find();

    expect(sent).toEqual([]);
  });

  it('spreads timers over all shards', () => {
    const shards = new Set(Array.from({ length: 2_000 }, (_, index) => shardOf(timer(index, 0))));

    expect(shards.size).toBe(timerShards);
  });
});

describe('the run of a shard', () => {
  it.each([
    [-86_400_000, 0],
    [0, 0],
    [1, 1],
    [1_000, 1],
    [1_001, 2],
    [59_999, 60],
    [60_000, 60],
  ])('sends a timer due in %i ms with a delay of %i s and deletes it', async (dueInMs, delaySeconds) => {
    const one = timer(1, dueInMs);
    await set(one);

    await run(shardOf(one));

    expect(sent).toEqual([{ queue: 'mail', message: { body: { index: 1 }, delaySeconds } }]);
    expect(table.all()).toEqual([]);
  });

  it('leaves what is due later, and sends each timer to its queue', async () => {
    const [later, notice, mail] = [timer(1, 60_001), timer(2, 0, { queue: 'notice' }), timer(3, 0)];
    await set(later, notice, mail);

    await runAll();

    expect(sent.map(({ queue: name }) => name).sort()).toEqual(['mail', 'notice']);
    expect(table.all().map((item) => item.timerId)).toEqual([later.timerId]);
  });

  it('names the kind of work as the group of a message for the queue that kinds share', async () => {
    const one = timer(1, 0, { queue: 'work', groupId: 'forward' });
    await set(one);

    await run(shardOf(one));

    expect(sent).toEqual([{ queue: 'work', message: { body: { index: 1 }, delaySeconds: 0, groupId: 'forward' } }]);
  });

  it('drains many pages and counts one write unit per timer', async () => {
    const many = Array.from({ length: 20_000 }, (_, index) => timer(index, -index)).filter((one) => shardOf(one) === '07');
    for (const one of many) await set(one);
    const before = table.used.write;

    await run('07');

    expect(many.length).toBeGreaterThan(250);
    expect(sent).toHaveLength(many.length);
    expect(table.used.write - before).toBe(many.length);
    expect(table.all()).toEqual([]);
  });

  it('stops in time and leaves the rest to the next minute', async () => {
    const many = Array.from({ length: 20_000 }, (_, index) => timer(index, -index)).filter((one) => shardOf(one) === '07');
    for (const one of many) await set(one);

    await run('07', 9_000);
    expect(sent).toHaveLength(100);
    await run('07');

    expect(sent).toHaveLength(many.length);
  });

  it('keeps a timer whose message was not taken, and sends it twice rather than never', async () => {
    const one = timer(1, 0);
    await set(one);
    fails = 'mail';
    await expect(run(shardOf(one))).rejects.toThrow();
    expect(table.all()).toHaveLength(1);

    fails = undefined;
    const dying: MemoryTable = { ...table, deleteAll: () => Promise.reject(new Error('killed')) };
    const parts = { clock, queues, log: silentLog, timeLeftMs: () => 60_000 };
    await expect(runShard({ v: 1, shard: shardOf(one) }, { table: dying, ...parts })).rejects.toThrow();
    await run(shardOf(one));

    expect(sent).toHaveLength(2);
    expect(table.all()).toEqual([]);
  });

  it('sets an unreadable timer aside and goes on', async () => {
    const one = timer(1, 0);
    await set(one);
    table.seed({ ...keys.timer(one.dueAt, one.timerId), sk: `${one.dueAt}#0`, timerId: '0', queue: 'nowhere' });

    await run(shardOf(one));

    expect(sent).toHaveLength(1);
    expect(table.all().map((item) => String(item.pk).split('#')[0])).toEqual(['BADROW']);
  });
});
