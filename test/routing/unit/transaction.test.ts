import { describe, expect, it } from '@jest/globals';
import { AssignMessage } from '../../../events/index.ts';
import { leadSubject, PoolId } from '../../../shared/platform/ids.ts';
import type { WriteItem } from '../../../shared/platform/table.ts';
import { assignLeads, leadsPerTransaction } from '../../../shared/routing/index.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { person } from '../../support/people.ts';
import { report } from '../../support/seeded.ts';

/** What DynamoDB takes in one transaction. */
const itemsPerTransaction = 100;
const south = PoolId.parse('south');

/** A world that notes its transactions, with leads so long that whatever they get more goes into their profile. */
async function noted(count: number) {
  const world = createWorld();
  for (let index = 0; index < count; index += 1) {
    const fields = {
      ...person(index),
      province: 'TP.HCM',
      company: 'Hường Phát '.repeat(8),
      title: 'Giám đốc '.repeat(8),
      product: 'ban-hang',
    };
    await world.takeIn(world.post(fields));
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

/** Items beside the ledger, which all leads of a transaction share. */
const itemsPerLead = (transactions: readonly (readonly WriteItem[])[]) =>
  Math.max(...transactions.map((writes) => (writes.length - 1) / leadsPerTransaction));

describe('a transaction of the pool', () => {
  it('holds all that its leads bring, with room for what joins later', async () => {
    const { world, transactions, parts } = await noted(leadsPerTransaction);
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
    expect(1 + Math.ceil(Math.max(given, takenBack)) * leadsPerTransaction).toBeLessThanOrEqual(itemsPerTransaction - 20);
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
});
