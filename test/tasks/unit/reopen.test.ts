import { describe, expect, it } from '@jest/globals';
import { userKind } from '../../../shared/access/user-config.ts';
import { TaskName } from '../../../shared/platform/ids.ts';
import { parseTask, type TaskDraft, taskIdOf, writeTasks } from '../../../shared/tasks/index.ts';
import { asksAs } from '../../support/as-user.ts';
import { createCallFloor } from '../../support/call-floor.ts';
import { taskAt, taskOf } from '../../support/tasks.ts';

/** A lead of a rep, with a meeting that is to come. */
async function setUp(more: Partial<TaskDraft> = {}) {
  const floor = await createCallFloor();
  const { world, lead } = floor;
  const { leadId, owner } = lead();
  const { documents } = await world.config.current(userKind);
  const users = [...documents.values()];
  const rep = users.find(({ repId }) => repId === owner?.repId)?.email ?? '';
  const after = taskOf({
    leadId,
    name: TaskName.parse('visit'),
    ownerRepId: owner?.repId ?? null,
    kind: 'meeting',
    dueAt: '2026-11-25T02:00:00.000Z',
    ...more,
  });
  await world.table.transact(writeTasks([{ before: null, after }], taskAt));
  const taskId = taskIdOf(after);
  const ask = (what: string, { body = {} as object, user = rep } = {}) =>
    asksAs(world, user)(`POST /v1/tasks/{taskId}/${what}`, { path: { taskId }, body });
  const task = () => world.itemsOf(`${leadId} TASK#visit`).map(parseTask)[0];
  const listed = async () => {
    const { body } = await asksAs(world, rep)('GET /v1/tasks', { query: { limit: '25' } });
    return (body.items as { taskId: string; dueAt: string }[]).filter((one) => one.taskId === taskId);
  };
  const reminders = () => world.itemsOf('DUE#').filter((item) => JSON.stringify(item).includes('taskReminder'));
  return { ...floor, leadId, rep, taskId, ask, task, listed, reminders };
}

describe('what was done with a task', () => {
  it.each([
    ['done', {}],
    ['cancel', {}],
    ['snooze', { until: '2026-11-27T02:00:00.000Z' }],
  ])('is taken back after %s: it stands where it stood, at its moment', async (what, body) => {
    const { ask, task, listed, entries } = await setUp();
    const before = await listed();
    const { version: _, ...stood } = task() ?? taskOf();
    expect((await ask(what, { body })).status).toBe(200);
    expect(await listed()).not.toEqual(before);

    const { status } = await ask('reopen');

    expect(status).toBe(200);
    expect(await listed()).toEqual(before);
    const { version: __, ...stands } = task() ?? taskOf();
    expect(stands).toEqual(stood);
    expect(entries('task.reopened')).toHaveLength(1);
  });

  it('has its rep reminded again', async () => {
    const { ask, reminders, world } = await setUp();
    await ask('done');
    for (const { pk, sk } of reminders()) await world.table.transact([{ Delete: { Key: { pk: String(pk), sk: String(sk) } } }]);

    await ask('reopen');

    expect(reminders()).toHaveLength(1);
  });

  it('is taken back once, and only by who did it', async () => {
    const { ask } = await setUp();
    await ask('done');

    expect((await ask('reopen', { user: 'admin@example.com' })).status).toBe(409);
    expect((await ask('reopen')).status).toBe(200);
    expect((await ask('reopen')).status).toBe(409);
  });

  it('stays done after ten minutes', async () => {
    const { ask, world, task } = await setUp();
    await ask('done');
    world.pass(10 * 60_000 + 1_000);

    expect((await ask('reopen')).status).toBe(409);
    expect(task()?.status).toBe('done');
  });

  it('stays put off where it was put off again by somebody else', async () => {
    const { ask, task } = await setUp();
    await ask('snooze', { body: { until: '2026-11-27T02:00:00.000Z' } });
    await ask('snooze', { body: { until: '2026-11-28T02:00:00.000Z' }, user: 'admin@example.com' });

    expect((await ask('reopen')).status).toBe(409);
    expect(task()?.dueAt).toBe('2026-11-28T02:00:00.000Z');
  });

  it('stays done where the person was called since', async () => {
    const { ask, log } = await setUp();
    await ask('done');
    expect((await log({ outcome: 'noAnswer' })).status).toBe(200);

    expect((await ask('reopen')).status).toBe(409);
  });

  it('stays done where the lead went to another rep since, whom it is none of', async () => {
    const { ask, world, leadId, otherRep, task } = await setUp();
    const { documents } = await world.config.current(userKind);
    const other = [...documents.values()].find(({ email }) => email === otherRep)?.repId;
    await ask('done');
    const admin = asksAs(world, 'admin@example.com');
    const given = await admin('POST /v1/leads/{leadId}/owner', { path: { leadId }, body: { repId: other, reason: 'language' } });
    expect(given.status).toBe(200);

    expect((await ask('reopen')).status).toBe(409);
    expect(task()?.status).toBe('done');
  });
});
