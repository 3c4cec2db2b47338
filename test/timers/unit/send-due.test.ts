import { expect, it } from '@jest/globals';
import { addMs, isoTime, secondsMs } from '../../../shared/platform/clock.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { putTimer, sendDueTimers, type Timer, timerIdFor } from '../../../shared/timers/index.ts';
import { createRecordingQueue } from '../../support/capture.ts';
import { memoryTable } from '../../support/memory-table.ts';

const now = new Date('2026-11-27T02:00:10.500Z');
const timer = (name: string, afterMs: number, more: Partial<Timer> = {}) =>
  putTimer({ timerId: timerIdFor(name), dueAt: isoTime(addMs(now, afterMs)), queue: 'mail', message: { name }, ...more });

function setting(...writes: ReturnType<typeof timer>[]) {
  const table = memoryTable();
  const queues = { mail: createRecordingQueue(), work: createRecordingQueue() };
  const left = () => table.all().map(({ message }) => (message as { name: string }).name);
  return { table, queues, left, writes, parts: { table, queues, clock: () => now, log: silentLog } };
}

it('sends what is due before the next look, to the second, and takes its timer away', async () => {
  const { table, queues, left, writes, parts } = setting(
    timer('late', -5_000),
    timer('now', 0, { queue: 'work', groupId: 'kind' }),
    timer('soon', 20_200),
    timer('tomorrow', 86_400 * secondsMs),
  );
  await table.transact(writes);

  await sendDueTimers(writes, parts);

  expect(queues.mail.sent).toEqual([
    { body: { name: 'late' }, delaySeconds: 0 },
    { body: { name: 'soon' }, delaySeconds: 21 },
  ]);
  expect(queues.work.sent).toEqual([{ body: { name: 'now' }, delaySeconds: 0, groupId: 'kind' }]);
  expect(left()).toEqual(['tomorrow']);
});

it('leaves to the look what it cannot send: the queue is down, or none of its own', async () => {
  const { table, queues, left, writes, parts } = setting(timer('down', 0), timer('foreign', 0, { queue: 'notice' }));
  await table.transact(writes);
  queues.mail.failing = new Error('down');

  await sendDueTimers(writes, parts);

  expect(left().sort()).toEqual(['down', 'foreign']);
});

it('leaves other writes alone', async () => {
  const { table, queues, parts } = setting();
  const other = { Put: { Item: { pk: 'LEAD#L1', sk: 'LEAD', dueAt: isoTime(now) } } };
  await table.transact([other]);

  await sendDueTimers([other, { Delete: { Key: { pk: 'DUE#01', sk: 'x' } } }], parts);

  expect([queues.mail.sent, queues.work.sent]).toEqual([[], []]);
  expect(table.all()).toHaveLength(1);
});
