import { describe, expect, it } from '@jest/globals';
import { AssignMessage } from '../../../events/index.ts';
import { leadSubject, PoolId, RepId, TaskName } from '../../../shared/platform/ids.ts';
import { assignLeads } from '../../../shared/routing/index.ts';
import { readTasks, type Task, type TaskDraft, writeTasks } from '../../../shared/tasks/index.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { person } from '../../support/people.ts';
import { taskAt, taskOf } from '../../support/tasks.ts';

const south = PoolId.parse('south');

/** A lead of the south with an owner. */
async function assigned() {
  const world = createWorld();
  await world.takeIn(world.post({ ...person(1), province: 'TP.HCM' }));
  await world.assignAll();
  const ownerOf = () => {
    const [lead] = world.leads();
    if (!lead?.owner) throw new Error('nobody owns the lead');
    return lead.owner;
  };
  const leadId = world.leads()[0]?.leadId;
  if (!leadId) throw new Error('no lead');
  const recall = async () => {
    const asked = { v: 1, kind: 'recall', leadId, subject: leadSubject, poolId: south, cause: 'recalled' } as const;
    const message = AssignMessage.parse({ ...asked, decisionId: ownerOf().decisionId, correlationId: 'timer-1' });
    await assignLeads(south, [message], world.parts);
  };
  const put = async (draft: Partial<TaskDraft>) => {
    const after = taskOf({ leadId, ownerRepId: ownerOf().repId, ...draft });
    await world.table.transact(writeTasks([{ before: null, after }], taskAt));
  };
  const tasks = async () => (await readTasks(world.table, leadId)).map(shown);
  return { world, recall, put, tasks, ownerOf };
}

const shown = ({ name, reason, status, ownerRepId }: Task) => ({ name, reason, status, ownerRepId });

describe('the tasks of a lead', () => {
  it('begin with the first contact of its owner, due in a quarter of an hour of working time', async () => {
    const { world, tasks, ownerOf } = await assigned();

    const { repId } = ownerOf();
    expect(await tasks()).toEqual([{ name: 'first-lead-1', reason: 'firstContact', status: 'open', ownerRepId: repId }]);
    const [item] = world.itemsOf(' TASK#');
    // It is Sunday.
    expect(item?.dueAt).toBe('2026-11-23T01:15:00.000Z');
    expect(world.itemsOf('DUE#').some(({ groupId }) => groupId === 'tellOverdue')).toBe(true);
  });

  it('are nobody’s while the lead is taken back, and its next owner’s then, who makes a first contact as well', async () => {
    const { world, recall, put, tasks, ownerOf } = await assigned();
    const before = ownerOf().repId;
    await put({ name: TaskName.parse('back'), reason: 'callback' });
    await put({ name: TaskName.parse('elsewhere'), ownerRepId: RepId.parse('rep-x'), isHandedOver: true });

    await recall();
    const between = await tasks();
    await world.assignAll();

    const { repId } = ownerOf();
    expect(between).toEqual([
      { name: 'back', reason: 'callback', status: 'open', ownerRepId: null },
      { name: 'elsewhere', reason: 'planned', status: 'open', ownerRepId: 'rep-x' },
      { name: 'first-lead-1', reason: 'firstContact', status: 'cancelled', ownerRepId: before },
    ]);
    expect(repId).not.toBe(before);
    expect(await tasks()).toEqual([
      { name: 'back', reason: 'callback', status: 'open', ownerRepId: repId },
      { name: 'elsewhere', reason: 'planned', status: 'open', ownerRepId: 'rep-x' },
      { name: 'first-lead-1', reason: 'firstContact', status: 'cancelled', ownerRepId: before },
      { name: 'first-lead-3', reason: 'firstContact', status: 'open', ownerRepId: repId },
    ]);
  });
});
