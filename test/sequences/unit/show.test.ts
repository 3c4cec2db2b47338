import { describe, expect, it } from '@jest/globals';
import type { Principal } from '../../../shared/access/index.ts';
import { LeadId, RepId, SequenceId } from '../../../shared/platform/ids.ts';
import { listEnrolled, listSequences, putInByHand, sequencesOfLead, takeOutByHand } from '../../../shared/sequences/index.ts';
import { cursors } from '../../support/cursors.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { SequenceWorld } from '../../support/sequence-world.ts';
import { mail, sequenceOf, wait } from '../../support/sequences.ts';

const admin: Principal = { role: 'admin', userId: 'mai' };
const sample = sampleLead({});
const rep: Principal = { role: 'rep', userId: 'lan', repId: sample.owner?.repId ?? RepId.parse('rep-lan') };
const sequenceId = SequenceId.parse('thu');

async function inside(count: number) {
  const world = new SequenceWorld(sequenceOf([wait('w1', { for: 'P2D' }), mail('m1')]));
  const parts = { ...world.parts(), cursors };
  const asked = (id: number) =>
    ({ leadId: LeadId.parse(`L${id}`), sequenceId, actor: { kind: 'user', id: 'mai' }, correlationId: `r${id}`, along: () => [] }) as const;
  for (let id = 1; id <= count; id += 1) {
    world.now = new Date(world.now.getTime() + 1_000);
    // Each second one is nobody's.
    await world.make({ leadId: LeadId.parse(`L${id}`), ...(id % 2 === 0 ? { owner: null } : {}) });
    await putInByHand(asked(id), parts);
  }
  return { world, parts, asked };
}

describe('the leads in a sequence', () => {
  it('are listed page by page, longest inside first, to whoever may read them', async () => {
    const { parts } = await inside(7);
    const pages = async (principal: Principal) => {
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await listEnrolled(sequenceId, principal, { limit: 3, ...(cursor === undefined ? {} : { cursor }) }, parts);
        found.push(...page.items.map(({ leadId }) => leadId));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      return found;
    };

    expect(await pages(admin)).toEqual(['L1', 'L2', 'L3', 'L4', 'L5', 'L6', 'L7']);
    expect(await pages(rep)).toEqual(['L1', 'L3', 'L5', 'L7']);
  });

  it('are counted for whoever sees all leads, and are gone from it once they are out', async () => {
    const { parts, asked } = await inside(3);
    await takeOutByHand(asked(2), parts);

    const { items } = await listEnrolled(sequenceId, admin, { limit: 25 }, parts);

    expect(items.map(({ leadId }) => leadId)).toEqual(['L1', 'L3']);
    expect(await listSequences(admin, parts)).toMatchObject({
      items: [{ id: 'thu', isByHand: true, inside: { count: 2, isMore: false } }],
    });
    expect(await listSequences(rep, parts)).toMatchObject({ items: [{ id: 'thu', inside: null }] });
  });

  it('are shown with each lead, where it stands and how it ended', async () => {
    const { world, parts, asked } = await inside(1);
    const lead = world.lead();
    expect(await sequencesOfLead(lead, world.table)).toMatchObject({
      items: [{ sequenceId: 'thu', run: 1, state: 'active', stepId: 'm1', waitsFor: null, ended: null }],
    });

    await takeOutByHand(asked(1), parts);

    expect(await sequencesOfLead(lead, world.table)).toMatchObject({
      items: [{ state: 'ended', dueAt: null, ended: { reason: 'byHand', exitId: null } }],
    });
  });

  it('of a sequence that is no more are not found', async () => {
    const { parts } = await inside(0);

    await expect(listEnrolled(SequenceId.parse('khac'), admin, { limit: 25 }, parts)).rejects.toThrow('no such sequence');
  });
});
