import { describe, expect, it } from '@jest/globals';
import { AssignMessage } from '../../../events/index.ts';
import { activityAt, cardCopy } from '../../../shared/cards/index.ts';
import { PoolId, SubjectId } from '../../../shared/platform/ids.ts';
import { assignLeads } from '../../../shared/routing/index.ts';
import { poolKind } from '../../../shared/routing/pool-config.ts';
import { moveSubject, parseSeat, writeSeat } from '../../../shared/seats/index.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { person } from '../../support/people.ts';
import { seatFaults } from '../../support/seat-faults.ts';

async function waiting(count: number) {
  const world = createWorld();
  for (let index = 0; index < count; index += 1) await world.takeIn(world.post({ ...person(index), province: 'TP.HCM' }));
  return { world, messages: world.sent.assign.splice(0).map(({ body }) => AssignMessage.parse(body)) };
}

const south = PoolId.parse('south');
const seatsOf = (world: ReturnType<typeof createWorld>) => world.itemsOf(' SEAT#').map(parseSeat);

describe('the seat of a new owner', () => {
  it('is put with the owner, with the card of the lead as it then stands', async () => {
    const { world, messages } = await waiting(1);

    await assignLeads(south, messages, world.parts);

    const [lead] = world.leads();
    if (!lead) throw new Error('no lead');
    expect(seatsOf(world)).toEqual([
      {
        leadId: lead.leadId,
        repId: lead.owner?.repId,
        version: 1,
        subjects: ['lead'],
        since: lead.owner?.since,
        ...cardCopy(lead, activityAt(lead.createdAt)),
      },
    ]);
  });

  it('takes the lead in where the rep owns something of it already', async () => {
    const { world, messages } = await waiting(1);
    const [lead] = world.leads();
    const pool = (await world.config.current(poolKind)).documents.get('south');
    if (!lead || !pool) throw new Error('no lead');
    const at = '2026-11-22T02:00:00.000Z';
    for (const { repId } of pool.members) {
      const copy = { leadVersion: 1, activityAt: at, card: 'packed' };
      const move = { leadId: lead.leadId, subject: SubjectId.parse('opportunity'), from: null, to: repId, at };
      await world.table.transact(moveSubject(move, [], copy).map(writeSeat));
    }

    await assignLeads(south, messages, world.parts);

    const owner = world.leads()[0]?.owner?.repId;
    expect(owner).toBeDefined();
    expect(seatsOf(world).map(({ repId, subjects, since }) => ({ repId, subjects, since }))).toEqual(
      expect.arrayContaining(
        pool.members.map(({ repId }) => ({ repId, since: at, subjects: repId === owner ? ['opportunity', 'lead'] : ['opportunity'] })),
      ),
    );
    expect(seatFaults(world.table.items.values())).toEqual([]);
  });
});
