import { describe, expect, it } from '@jest/globals';
import { AssignMessage, type AssignRequest } from '../../../events/index.ts';
import { leadSubject, PoolId, SubjectId } from '../../../shared/platform/ids.ts';
import { assignLeads, readAssignment } from '../../../shared/routing/index.ts';
import { readSeats } from '../../../shared/seats/index.ts';
import { assignmentFaults } from '../../support/assignment-faults.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { person } from '../../support/people.ts';

const south = PoolId.parse('south');
const opportunity = SubjectId.parse('O1');

describe('an opportunity of a lead', () => {
  it('goes to a rep of its own, in a batch with the lead itself', async () => {
    const world = createWorld();
    await world.takeIn(world.post({ ...person(1), province: 'TP.HCM' }));
    const [asked] = world.sent.assign.splice(0).map(({ body }) => AssignMessage.parse(body));
    const [{ leadId } = { leadId: undefined }] = world.leads();
    if (asked?.kind !== 'assign' || !leadId) throw new Error('no lead');
    const askedForOpportunity: AssignRequest = { ...asked, subject: opportunity };

    await assignLeads(south, [asked, askedForOpportunity], world.parts);

    const [lead] = world.leads();
    const [own, other] = [await readAssignment(world.table, leadId, leadSubject), await readAssignment(world.table, leadId, opportunity)];
    expect([own?.repId, lead?.owner?.repId]).toEqual([lead?.owner?.repId, expect.any(String)]);
    expect(other).toMatchObject({ state: 'owned', subject: 'O1' });
    expect(other?.repId).not.toBe(own?.repId);
    expect((await readSeats(world.table, leadId)).map(({ repId, subjects }) => ({ repId, subjects }))).toEqual(
      expect.arrayContaining([
        { repId: own?.repId, subjects: ['lead'] },
        { repId: other?.repId, subjects: ['O1'] },
      ]),
    );
    expect(world.sent.notice.map(({ body }) => body)).toMatchObject([{ subject: 'lead' }, { subject: 'O1' }]);
    expect(assignmentFaults(world.table.items.values())).toEqual([]);
  });
});
