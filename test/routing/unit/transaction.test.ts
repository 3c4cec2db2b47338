import { describe, expect, it } from '@jest/globals';
import { AssignMessage } from '../../../events/index.ts';
import { leadSubject, PoolId, TaskName } from '../../../shared/platform/ids.ts';
import type { WriteItem } from '../../../shared/platform/table.ts';
import { assignLeads, leadsPerTransaction } from '../../../shared/routing/index.ts';
import { writeTasks } from '../../../shared/tasks/index.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { person } from '../../support/people.ts';
import { report } from '../../support/seeded.ts';
import { taskAt, taskOf } from '../../support/tasks.ts';

/** What DynamoDB takes in one transaction. */
const itemsPerTransaction = 100;
const south = PoolId.parse('south');

/** A world that notes its transactions, with leads of all lengths: some get their profile by the owner that they get. */
async function noted(count: number) {
  const world = createWorld();
  for (let index = 0; index < count; index += 1) {
    const pageUrl = `https://annhien.example/${'a'.repeat(20 * index)}`;
    const context = { pageUrl, referrer: null, utm: {}, visitorId: null, locale: 'vi' as const };
    await world.takeIn(world.post({ ...person(index), province: 'TP.HCM' }, { context }));
  }
  const transactions: (readonly WriteItem[])[] = [];
  const table = {
    ...world.table,
    transact: (writes: readonly WriteItem[]) => {
      transactions.push(writes);
      return world.table.transact(writes);
    },
  };
  return { world, transactions, parts: { ...world.parts, table } };
}

const keyOf = (write: WriteItem): unknown => {
  if ('Put' in write) return write.Put.Item?.pk;
  if ('Update' in write) return write.Update.Key?.pk;
  return 'Delete' in write ? write.Delete.Key?.pk : write.ConditionCheck.Key?.pk;
};

/** The most that one lead brings into one of these transactions. */
const itemsPerLead = (transactions: readonly (readonly WriteItem[])[]) =>
  Math.max(...transactions.flatMap((writes) => [...Map.groupBy(writes, keyOf).values()].map(({ length }) => length)));

describe('a transaction of the pool', () => {
  it('holds all that its leads bring, with room for what joins later', async () => {
    const { world, transactions, parts } = await noted(6 * leadsPerTransaction);
    const messages = world.sent.assign.splice(0).map(({ body }) => AssignMessage.parse(body));

    await assignLeads(south, messages, parts);
    const given = itemsPerLead(transactions.splice(0));
    const recalls = world.leads().map(({ leadId, owner }) => {
      const asked = { v: 1, kind: 'recall', leadId, subject: leadSubject, poolId: south, cause: 'recalled' } as const;
      return AssignMessage.parse({ ...asked, decisionId: owner?.decisionId, correlationId: 'timer-1' });
    });
    await assignLeads(south, recalls, parts);
    const takenBack = itemsPerLead(transactions);

    report(`items of a transaction per lead: ${given} to give it, ${takenBack} to take it back`);
    expect(world.leads().every(({ owner }) => owner === null)).toBe(true);
    // With the profile; a rep who has a seat already brings no other.
    expect(given).toBe(7);
    // With the timer of its task.
    expect(1 + (1 + Math.max(given, takenBack)) * leadsPerTransaction).toBeLessThanOrEqual(itemsPerTransaction - 20);
  });

  it('is one for as many leads as a batch of the queue brings, and another for more', async () => {
    const { world, transactions, parts } = await noted(leadsPerTransaction + 1);

    await assignLeads(
      south,
      world.sent.assign.splice(0).map(({ body }) => AssignMessage.parse(body)),
      parts,
    );

    expect(transactions).toHaveLength(2);
    expect(world.leads().every(({ owner }) => owner !== null)).toBe(true);
    expect(world.sent.assign).toEqual([]);
  });

  it('is one for fewer leads where they have many tasks', async () => {
    const { world, transactions, parts } = await noted(leadsPerTransaction);
    await assignLeads(
      south,
      world.sent.assign.splice(0).map(({ body }) => AssignMessage.parse(body)),
      parts,
    );
    const given = world.leads();
    for (const { leadId, owner } of given) {
      const draft = { leadId, ownerRepId: owner?.repId ?? null };
      const tasks = Array.from({ length: 20 }, (_, place) => taskOf({ ...draft, name: TaskName.parse(`K${place}`) }));
      await world.table.transact(
        writeTasks(
          tasks.map((after) => ({ before: null, after })),
          taskAt,
        ),
      );
    }
    transactions.splice(0);

    await assignLeads(
      south,
      given.map(({ leadId, owner }) => {
        const asked = { v: 1, kind: 'recall', leadId, subject: leadSubject, poolId: south, cause: 'recalled' } as const;
        return AssignMessage.parse({ ...asked, decisionId: owner?.decisionId, correlationId: 'timer-1' });
      }),
      parts,
    );

    expect(transactions.length).toBeGreaterThan(1);
    expect(Math.max(...transactions.map(({ length }) => length))).toBeLessThanOrEqual(itemsPerTransaction);
    expect(world.leads().every(({ owner }) => owner === null)).toBe(true);
    expect(world.itemsOf(' TASK#').filter(({ gsi3pk }) => gsi3pk)).toEqual([]);
  });
});
