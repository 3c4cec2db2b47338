import { describe, expect, it } from '@jest/globals';
import { readProvenance } from '../../../shared/leads/index.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { acceptProposal, dropProposal, putProposals, readProposals } from '../../../shared/proposals/index.ts';
import { digests } from '../../support/digests.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { proposedTo } from '../../support/proposals.ts';

const huong = { fullName: 'Nguyễn Thị Hường', email: 'huong@example.com', phone: '0912345678', province: 'TP.HCM' };
const by = { actor: { kind: 'user', id: 'admin' }, correlationId: 'request-1' } as const;

/** A world with one lead against which a post proposes. */
async function proposing(
  first: Record<string, string>,
  fields: Record<string, string>,
  matchedBy: 'email' | 'phone' = 'email',
  before?: (world: World) => Promise<void>,
) {
  const world = createWorld();
  await world.takeIn(world.post(first));
  await before?.(world);
  const lead = theLead(world);
  const stored = await readProposals(world.table, lead.leadId);
  const { after, opened } = proposedTo(stored, lead, fields, { id: 'proposer', matchedBy });
  await world.table.transact([putProposals(stored, after)]);
  const [proposal] = opened;
  if (!proposal) throw new Error('nothing was proposed');
  return { world, leadId: lead.leadId, proposal, decision: { leadId: lead.leadId, proposalId: proposal.proposalId, ...by } };
}

const theLead = (world: World) => {
  const [lead] = world.leads();
  if (!lead) throw new Error('there is no lead');
  return lead;
};
const typesIn = (world: World) => world.timeline().map(({ type }) => type);

describe('accepting a proposal', () => {
  it('takes a number over as verified, keeps the old one beside and claims the new one', async () => {
    const { world, leadId, decision } = await proposing(huong, { email: huong.email, phone: '0987654321' });

    const lead = await acceptProposal(decision, world.parts);

    expect([lead.phone?.e164, lead.phone?.claimed, lead.extraPhones.map(({ e164 }) => e164)]).toEqual([
      '+84987654321',
      true,
      ['+84912345678'],
    ]);
    expect(world.table.items.get(`${keys.phoneClaim(digests.phone('+84987654321')).pk} CLAIM`)).toMatchObject({ leadId });
    const { fields } = await readProvenance(world.table, leadId);
    expect(fields.phone?.map(({ value, verified }) => [value, verified])).toEqual([
      ['+84987654321', true],
      ['+84912345678', false],
    ]);
    const entry = world.timeline().find(({ type }) => type === 'lead.proposal_accepted');
    expect(entry).toMatchObject({ actor: by.actor, data: { field: 'phone', proposalId: decision.proposalId } });
  });

  it('lets the next posts be found by the new name and number', async () => {
    const { world, decision } = await proposing(huong, { ...huong, fullName: 'Trần Văn Nam' });
    await acceptProposal(decision, world.parts);

    await world.takeIn(world.post({ fullName: 'Trần Văn Nam', phone: huong.phone }));

    expect(world.leads()).toHaveLength(1);
    expect(theLead(world).fullName).toBe('Trần Văn Nam');
  });

  it('guards an address, by which the next post is found', async () => {
    const { world, leadId, decision } = await proposing({ ...huong, email: '' }, huong, 'phone');
    await acceptProposal(decision, world.parts);

    await world.takeIn(world.post({ email: huong.email }));

    expect(world.leads().map((lead) => [lead.leadId, lead.email])).toEqual([[leadId, huong.email]]);
  });

  it('shares a number that another lead claims, and notes the two', async () => {
    const { world, decision } = await proposing(huong, { email: huong.email, phone: '0987654321' }, 'email', async (world) => {
      await world.takeIn(world.post({ fullName: 'Trần Văn Nam', phone: '0987654321' }));
    });

    const lead = await acceptProposal(decision, world.parts);

    expect([lead.phone?.e164, lead.phone?.claimed]).toEqual(['+84987654321', false]);
    expect(world.itemsOf(' MERGE#')).toHaveLength(1);
  });

  it('refuses an address that another lead has, changes nothing of the record, and notes the two once', async () => {
    const { world, decision } = await proposing({ ...huong, email: '' }, huong, 'phone', async (world) => {
      await world.takeIn(world.post({ email: huong.email }));
    });
    const before = theLead(world);

    for (const _ of [1, 2])
      await expect(acceptProposal(decision, world.parts)).rejects.toMatchObject({ code: 'address_held', status: 409 });

    expect(theLead(world)).toEqual(before);
    expect(world.itemsOf(' MERGE#')).toHaveLength(1);
    expect(typesIn(world).filter((type) => type === 'lead.merge_candidate_found')).toHaveLength(1);
  });

  it('happens once, however often and at once it is asked for', async () => {
    const { world, decision } = await proposing(huong, { email: huong.email, phone: '0987654321' });

    const answers = await Promise.allSettled(Array.from({ length: 8 }, () => acceptProposal(decision, world.parts)));

    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const answer of answers) if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'already_decided' });
    expect(typesIn(world).filter((type) => type === 'lead.proposal_accepted')).toHaveLength(1);
  });

  it('says what became of one that was dropped', async () => {
    const { world, decision } = await proposing(huong, { email: huong.email, phone: '0987654321' });
    await dropProposal(decision, world.parts);

    await expect(acceptProposal(decision, world.parts)).rejects.toThrow(/^This proposal was dropped at 2026-11-22T/);
  });
});

describe('what the person may accept', () => {
  const person = { actor: { kind: 'lead', id: 'L1' }, correlationId: 'link-1' } as const;

  it('is a number that was posted under their own address', async () => {
    const { world, decision } = await proposing(huong, { email: huong.email, phone: '0987654321' });

    expect((await acceptProposal({ ...decision, ...person }, world.parts)).phone?.e164).toBe('+84987654321');
  });

  it.each([
    ['a name that is another person’s', huong, { ...huong, fullName: 'Trần Văn Nam' }, 'email'],
    ['an address', { ...huong, email: '' }, huong, 'phone'],
  ] as const)('is not %s', async (_, first, fields, matchedBy) => {
    const { world, decision } = await proposing(first, fields, matchedBy);

    await expect(acceptProposal({ ...decision, ...person }, world.parts)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('dropping a proposal', () => {
  it('leaves the record as it is and says who did it', async () => {
    const { world, decision } = await proposing(huong, { email: huong.email, phone: '0987654321' });
    const before = theLead(world);

    await dropProposal(decision, world.parts);

    expect(theLead(world)).toEqual(before);
    expect(world.timeline().at(-1)).toMatchObject({ type: 'lead.proposal_dropped', actor: by.actor });
  });
});
