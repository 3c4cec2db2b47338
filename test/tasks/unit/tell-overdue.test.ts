import { describe, expect, it } from '@jest/globals';
import { tellOverdueWork } from '../../../shared/notices/tell-overdue.ts';
import { RepId, TaskName } from '../../../shared/platform/ids.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { type OverdueRequest, type TaskDraft, writeTasks } from '../../../shared/tasks/index.ts';
import { Timer } from '../../../shared/timers/index.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { unheardQueue } from '../../support/queues.ts';
import { lan, taskAt, taskOf } from '../../support/tasks.ts';

/** The default company works from Monday to Saturday; the 28th of November 2026 is a Saturday. */
async function started(...drafts: Partial<TaskDraft>[]) {
  const world = createWorld();
  const { notice, assign } = world.parts;
  for (const draft of drafts) await world.table.transact(writeTasks([{ before: null, after: taskOf(draft) }], taskAt));
  const queues = { notice, assign, mail: unheardQueue, score: unheardQueue, work: unheardQueue };
  const run = (step: OverdueRequest['step'], at: string, repId = lan) =>
    tellOverdueWork.run({ repId, step, at }, { ...world.parts, queues });
  const timers = () => world.itemsOf('DUE#').map((item) => Timer.parse(item));
  const mornings = () => timers().map(({ dueAt, message }) => `${Object(message.request).step} ${dueAt}`);
  const clear = () => {
    for (const { pk, sk } of world.itemsOf('DUE#')) world.table.remove({ pk: String(pk), sk: String(sk) });
  };
  return { world, run, notices: () => world.sent.notice.map(({ body }) => body), mornings, clear };
}

describe('telling a rep of overdue tasks', () => {
  it('begins at the first working morning from when a task is due', async () => {
    const { run, mornings } = await started({ dueAt: '2026-11-28T09:40:00.000Z' });
    const first = mornings();

    await run('look', '2026-11-28T10:00:00.000Z');

    // From Saturday afternoon to Monday.
    expect(first).toEqual(['look 2026-11-28T10:00:00.000Z']);
    expect(mornings()).toContain('morning 2026-11-30T01:00:00.000Z');
  });

  it("begins on the rep's own morning: by their zone, and not while they are on leave", async () => {
    const { world, run, mornings } = await started();
    world.config.change(repKind, lan, (rep) => ({ ...rep, zone: 'Asia/Tokyo', leave: [{ from: '2026-11-30', to: '2026-12-01' }] }));

    await run('look', '2026-11-28T10:00:00.000Z');

    expect(mornings()).toEqual(['morning 2026-12-01T23:00:00.000Z']);
  });

  it('counts the morning that a look is for, however late the look comes', async () => {
    const { run, mornings } = await started();

    await run('look', '2026-11-21T01:00:00.000Z');

    expect(mornings()).toEqual(['morning 2026-11-21T01:00:00.000Z']);
  });

  it('asks for one notice, and for the next morning first', async () => {
    const { run, notices, mornings, clear } = await started({ dueAt: '2026-11-23T09:00:00.000Z' }, { name: TaskName.parse('K2') });
    clear();

    await run('morning', '2026-11-24T01:00:00.000Z');

    expect(notices()).toEqual([{ v: 1, kind: 'overdueNotice', leadId: 'L1', repId: lan, morning: '2026-11-24T01:00:00.000Z' }]);
    expect(mornings()).toEqual(['morning 2026-11-25T01:00:00.000Z']);
  });

  it.each([
    ['nothing is overdue', '2026-11-24T01:00:00.000Z', lan],
    ['the rep is no longer configured', '2026-11-25T01:00:00.000Z', RepId.parse('rep-gone')],
  ])('ends where %s', async (_, at, repId) => {
    const { run, notices, mornings, clear } = await started({ ownerRepId: repId });
    clear();

    await run('morning', at, repId);

    expect([notices(), mornings()]).toEqual([[], []]);
  });
});
