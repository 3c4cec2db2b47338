import { describe, expect, it } from '@jest/globals';
import { userKind } from '../../../shared/access/user-config.ts';
import { LeadId, leadSubject, RepId, TaskName } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { createTask, type TaskDraft, writeTasks } from '../../../shared/tasks/index.ts';
import { createCallFloor } from '../../support/call-floor.ts';

/** A lead whose owner has handed a task of it to another rep. */
async function setUp(more: Partial<TaskDraft> = {}) {
  const floor = await createCallFloor();
  const { world, otherRep } = floor;
  const { leadId } = floor.lead();
  const users = [...(await world.config.current(userKind)).documents.values()];
  const ownerRepId = RepId.parse(users.find(({ email }) => email === otherRep)?.repId);
  const now = world.parts.clock();
  const createdBy = { kind: 'user', id: 'u' } as const;
  const draft = { leadId, name: TaskName.parse('help'), subject: leadSubject, kind: 'call', reason: 'callback', createdBy } as const;
  await world.table.transact(
    writeTasks([createTask({ ...draft, dueAt: now.toISOString(), ownerRepId, isHandedOver: true, ...more }, now)], now),
  );
  return { ...floor, ownerRepId };
}

describe('a rep to whom a call was handed', () => {
  it('logs it, and what follows is the owner’s', async () => {
    const { logged, otherRep, open, lead, ownerRepId, list } = await setUp();

    const call = await logged({ outcome: 'interested' }, otherRep);

    expect(call).toMatchObject({ repId: ownerRepId, attempts: 1, reachedCalls: 1 });
    expect(open().map(({ name, ownerRepId }) => [name, ownerRepId])).toEqual([[`call-${call.callId}`, lead().owner?.repId]]);
    // What others noted of the person is not theirs.
    expect((await list(otherRep)).status).toBe(404);
  });

  it('logs it also where it lies under a record that is part of the lead by now', async () => {
    const part = LeadId.parse('PART');
    const { world, log, otherRep, lead } = await setUp({ leadId: part });
    expect((await log({ outcome: 'interested' }, otherRep)).status).toBe(404);
    await world.table.update({
      Key: keys.lead(lead().leadId),
      UpdateExpression: 'SET members = :members',
      ExpressionAttributeValues: { ':members': [part] },
    });

    expect((await log({ outcome: 'interested' }, otherRep)).status).toBe(200);
  });

  it.each<[outcome: string, more: Partial<TaskDraft>, left: readonly string[]]>([
    ['interested', { reason: 'planned' }, []],
    ['busy', { reason: 'planned' }, []],
    ['busy', { reason: 'callback', dueAt: '2026-12-24T02:00:00.000Z' }, ['help']],
    ['interested', { kind: 'qualification', reason: 'planned' }, ['help']],
  ])('closes it by logging that the person was %p, where it was %j', async (outcome, more, left) => {
    const { logged, otherRep, open } = await setUp(more);

    await logged({ outcome }, otherRep);

    expect(open().flatMap(({ name }) => (name === 'help' ? [name] : []))).toEqual(left);
  });

  it('leaves it to whoever it was handed to when the owner calls', async () => {
    const { logged, open } = await setUp({ reason: 'planned' });

    await logged({ outcome: 'interested' });

    expect(open().map(({ name }) => name)).toContain('help');
  });

  it('takes it back, though the task is done, and has it to do again', async () => {
    const { logged, undo, otherRep, open, ownerRepId } = await setUp();
    const before = open().map(({ name }) => name);
    const { callId } = await logged({ outcome: 'interested' }, otherRep);

    const answer = await undo(callId, otherRep);

    expect(answer.status).toBe(204);
    expect(open().map(({ name }) => name)).toEqual(before);
    expect(open().find(({ name }) => name === 'help')).toMatchObject({ ownerRepId });
  });

  it('logs no other call, once it is done', async () => {
    const { logged, log, otherRep } = await setUp();
    await logged({ outcome: 'interested' }, otherRep);

    expect((await log({ outcome: 'busy' }, otherRep)).status).toBe(404);
  });

  it('calls about nothing else of the lead', async () => {
    const { log, otherRep, lead } = await setUp();

    expect((await log({ outcome: 'busy', opportunityId: `${lead().leadId}-1` }, otherRep)).status).toBe(422);
  });

  it.each<[name: string, more: Partial<TaskDraft>]>([
    ['a task that is no call', { kind: 'mail', reason: 'planned' }],
    ['a task that follows the owner of the lead', { isHandedOver: false }],
  ])('logs no call for %s', async (_name, more) => {
    const { log, otherRep } = await setUp(more);

    expect((await log({ outcome: 'busy' }, otherRep)).status).toBe(404);
  });
});
