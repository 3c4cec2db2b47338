import { describe, expect, it } from '@jest/globals';
import { LeadId, leadSubject, TaskName } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { taskForOwner } from '../../../shared/purchases/task-for-owner.ts';
import { mostOpenTasks, writeTasks } from '../../../shared/tasks/index.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { lan, taskAt, taskOf } from '../../support/tasks.ts';

const leadId = LeadId.parse('L1');
const member = LeadId.parse('L2');

/** A lead with as many open tasks as it may have, under the record that is part of it. */
async function follow(members: { readonly members?: LeadId[] }, name = 'offer-1') {
  const { table, config } = createWorld();
  const assignment = { leadId, subject: leadSubject, version: 1, poolId: 'south', since: taskAt.toISOString(), state: 'owned', repId: lan };
  table.seed({ ...keys.assignment(leadId, leadSubject), ...assignment, decisionId: 'D1' });
  for (let number = 0; number < mostOpenTasks; number += 1) {
    const task = taskOf({ leadId: member, name: TaskName.parse(`K${number}`) });
    await table.transact(writeTasks([{ before: null, after: task }], taskAt));
  }
  const title = { vi: 'Gọi', en: 'Call' };
  const createdBy = { kind: 'system', id: 'offers' } as const;
  const asked = { lead: { leadId, ...members }, subject: leadSubject, name: TaskName.parse(name), kind: 'call', createdBy, title } as const;
  return taskForOwner(asked, taskAt, { table, config });
}

describe('a task that follows from an order', () => {
  it('is made for whoever has the lead', async () => {
    expect((await follow({})).length).toBeGreaterThan(0);
  });

  it('is not made where the records of the lead have as many as it may have, whichever they lie under', async () => {
    expect(await follow({ members: [member] })).toEqual([]);
  });
});
