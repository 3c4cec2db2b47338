import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DecisionId, PoolId, RepId } from '../../../shared/platform/ids.ts';
import {
  Decision,
  decide,
  emptyPool,
  ledgerAfter,
  type Preferred,
  readDecisions,
  recordedRules,
  renderReason,
  replay,
  rerun,
  tryLead,
} from '../../../shared/routing/index.ts';
import { type PoolConfig, poolKind } from '../../../shared/routing/pool-config.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { territoryKind } from '../../../shared/routing/territory-config.ts';
import { territoryFaults } from '../../../shared/routing/territory-references.ts';
import { assignmentFaults } from '../../support/assignment-faults.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { factsOfLead, poolOf, repsOf, rulesOf } from '../../support/routing.ts';
import { runs, seed } from '../../support/seeded.ts';
import { withOneNeed } from '../../support/two-teams.ts';

const south = PoolId.parse('south');
const lan = RepId.parse('rep-lan');
const names = { pool: { vi: 'Miền Nam', en: 'South' }, province: 'TP. Hồ Chí Minh' };
let people = 0;

/** Named accounts of Lan, who is of the south; the others go by turn. */
function worldOfAccounts(pool: Partial<PoolConfig> = {}) {
  const world = createWorld();
  const accounts = ['Sông Thu*', '@songthu.example', '0301234567'];
  world.config.change(territoryKind, 'stock-and-production', (before) => ({ ...before, poolId: south, repId: lan, when: { accounts } }));
  world.config.change(poolKind, south, (before) => ({ ...before, ...pool }));
  const arrive = async (fields: Record<string, string>) => {
    people += 1;
    const before = new Set(world.leads().map(({ leadId }) => leadId));
    await world.takeIn(world.post({ fullName: `Người ${people}`, email: `a${people}@gmail.com`, province: 'TP.HCM', ...fields }));
    await world.assignAll();
    const lead = world.leads().find(({ leadId }) => !before.has(leadId));
    if (!lead) throw new Error('no new lead');
    const [decision] = await readDecisions(world.table, lead.leadId);
    if (!decision) throw new Error('nothing was decided');
    return { lead, decision };
  };
  return { world, arrive };
}

async function madeAgain({ config }: ReturnType<typeof createWorld>, decision: Decision) {
  const { decisionId: _, ...recorded } = decision;
  return { recorded, again: rerun(decision, await recordedRules(config, decision)) };
}

describe('a named account', () => {
  it.each([
    ['by its name', { company: 'SÔNG THU ĐÀ NẴNG' }],
    ['by the domain of its mailboxes', { email: 'Hanh@SongThu.example' }],
    ['by its tax code', { taxCode: '030 123 4567' }],
    ['by the tax code of a branch', { taxCode: '0301234567-001' }],
  ])('goes to its rep before anybody’s turn, known %s', async (_, fields) => {
    const { world, arrive } = worldOfAccounts();

    const first = await arrive(fields);
    const second = await arrive({ ...fields, ...('email' in fields ? { email: 'other@songthu.example' } : {}) });

    expect([first.lead.owner?.repId, second.lead.owner?.repId]).toEqual([lan, lan]);
    expect(first.decision).toMatchObject({ chosen: lan, reason: 'account', strategy: 'sticky', territory: { matchedBy: ['account'] } });
    expect(renderReason(first.decision, 'vi', { ...names, rep: 'Lan' })).toBe(
      'Khách có trong danh sách khách hàng được chỉ định; Lan được chỉ định phụ trách khách hàng này.',
    );
    const { recorded, again } = await madeAgain(world, second.decision);
    expect(again).toEqual(recorded);
    expect(assignmentFaults(world.table.items.values())).toEqual([]);
  });

  it('is none of who writes from a mailbox that anybody can have', async () => {
    const { world, arrive } = worldOfAccounts();
    world.config.change(territoryKind, 'stock-and-production', (before) => ({ ...before, when: { accounts: ['@gmail.com'] } }));

    const { decision } = await arrive({ email: 'somebody@gmail.com' });

    expect([decision.territory.territoryId, decision.attributes.accounts]).toEqual(['south', []]);
  });

  it('goes by the mode where its rep cannot take it, and the record says so', async () => {
    const { world, arrive } = worldOfAccounts();
    world.config.change(repKind, lan, (before) => ({ ...before, active: false }));

    const { lead, decision } = await arrive({ company: 'Sông Thu' });

    expect([lead.owner?.repId === lan, decision.reason, decision.strategy]).toEqual([false, 'turn', 'weighted']);
    expect(renderReason(decision, 'vi', names)).toContain('người được chỉ định phụ trách đang tạm ngừng nhận lead');
    expect(renderReason(decision, 'en', names)).toContain('whoever is named for the account is not taking leads at present');
    const { recorded, again } = await madeAgain(world, decision);
    expect(again).toEqual(recorded);
  });

  it('comes before the leader of its pool, and a dry run and a replay know it', async () => {
    const { world, arrive } = worldOfAccounts({ mode: 'leader' });

    const { lead, decision } = await arrive({ company: 'Sông Thu' });
    const { decision: other } = await arrive({});

    expect([decision.chosen, other.reason]).toEqual([lan, 'forLeader']);
    const tried = await tryLead(decision, lead, world.parts);
    expect(tried.decisions.map(({ chosen, reason }) => [chosen, reason])).toEqual([[lan, 'account']]);
    const rules = await recordedRules(world.config, decision);
    expect(replay([decision, other], () => rules).map(({ decisions: [one] }) => one?.chosen)).toEqual([lan, null]);
  });

  it('is not recorded beside names where no territory asks for accounts', async () => {
    const { world, arrive } = worldOfAccounts();
    world.config.change(territoryKind, 'stock-and-production', ({ repId: _, ...before }) => ({ ...before, when: { products: ['x'] } }));

    const { decision } = await arrive({ email: 'hanh@songthu.example', taxCode: '0301234567' });

    expect(decision.attributes.accounts).toEqual([]);
  });

  it('names a rep of its pool', () => {
    const pool = poolOf([1]);
    const territory = { id: 'vip', order: 1, poolId: pool.id, repId: lan, when: { accounts: ['x'] } } as never;
    const words = { pools: [pool], reps: [], products: [], forms: [], fields: [], macroRegions: {}, sourceNames: [] };

    expect(territoryFaults([territory], words)).toMatchObject([
      { path: ['repId'], message: 'rep-lan is no rep of the pool south: what the rep gets counts there' },
      { message: expect.stringContaining('exactly one territory') },
    ]);
  });
});

describe('a referral', () => {
  it.each([
    ['number', '+84 912 345 678'],
    ['address', 'Huong@example.com'],
  ])('goes to the owner of who referred, named by their %s', async (_, referredBy) => {
    const { world, arrive } = worldOfAccounts({ sticky: ['referral'] });
    const { lead: friend } = await arrive({ email: 'huong@example.com', phone: '0912345678' });

    const { lead, decision } = await arrive({ referredBy });

    expect([lead.referredBy, lead.owner?.repId, decision.reason]).toEqual([friend.leadId, friend.owner?.repId, 'referral']);
    expect(decision.preferred).toEqual([{ repId: friend.owner?.repId, why: 'referral' }]);
    expect(lead.extra).toEqual({});
    expect(renderReason(decision, 'en', { ...names, rep: 'Lan' })).toContain('Lan looks after the person who referred them.');
    const { recorded, again } = await madeAgain(world, decision);
    expect(again).toEqual(recorded);
    const tried = await tryLead({ ...decision, preferred: decision.preferred ?? [] }, lead, world.parts);
    expect(tried.decisions[0]?.reason).toBe('referral');
  });

  it.each([
    ['nobody we know', { referredBy: '0999999999' }],
    ['words', { referredBy: 'chị Hoa bán cá' }],
  ])('names %s, and goes by turn', async (_, fields) => {
    const { arrive } = worldOfAccounts({ sticky: ['referral'] });

    const { lead, decision } = await arrive(fields);

    expect([lead.referredBy, decision.preferred, decision.reason]).toEqual([undefined, undefined, 'turn']);
  });

  it('changes nothing where the pool does not ask', async () => {
    const { arrive } = worldOfAccounts();
    await arrive({ email: 'huong2@example.com', phone: '0912345679' });

    const { decision } = await arrive({ referredBy: '0912345679' });

    expect([decision.preferred, decision.strategy]).toEqual([undefined, 'weighted']);
  });
});

describe('the owner of a lead', () => {
  it('gets its new need as well, where the pool asks for it', async () => {
    const { world, lead, post, needs } = await withOneNeed();
    const owner = lead().owner?.repId;
    world.config.change(poolKind, 'specialists', (before) => ({
      ...before,
      sticky: ['samePerson' as const],
      members: [...before.members, ...(owner ? [{ repId: owner, weight: 1 }] : [])],
    }));

    await post('kho-san-xuat');
    await world.assignAll();

    expect((await needs()).map((need) => need.owner)).toEqual([owner]);
    const decision = (await readDecisions(world.table, lead().leadId)).find(({ subject }) => subject !== 'lead');
    expect(decision).toMatchObject({ reason: 'samePerson', poolId: 'specialists' });
  });

  it('who is no rep of the pool leaves it to the mode, and the record says so', async () => {
    const { world, lead, post } = await withOneNeed();
    world.config.change(poolKind, 'specialists', (before) => ({ ...before, sticky: ['samePerson' as const] }));

    await post('kho-san-xuat');
    await world.assignAll();

    const decision = (await readDecisions(world.table, lead().leadId)).find(({ subject }) => subject !== 'lead');
    expect(decision?.preferred).toHaveLength(1);
    expect(decision && renderReason(decision, 'vi', names)).toContain('người đang phụ trách khách không thuộc nhóm này');
  });
});

it('what is somebody’s before the turn leaves each window within one lead, and is made again from its record', () => {
  const weights = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 6 });
  const asks = fc.array(fc.option(fc.nat(7)), { minLength: 10, maxLength: 60 });
  fc.assert(
    fc.property(weights, asks, (given, asked) => {
      const pool: PoolConfig = { ...poolOf(given), sticky: ['referral'] };
      const rules = rulesOf(pool, repsOf(given.map(() => true)));
      const total = given.reduce((sum, weight) => sum + weight, 0);
      let state = emptyPool(pool.id);
      const turns = given.map(() => 0);
      const decisions: Decision[] = [];
      for (const [lead, rep] of asked.entries()) {
        const preferred: Preferred[] = rep === null ? [] : [{ repId: RepId.parse(`rep-${rep}`), why: 'referral' }];
        const facts = { ...factsOfLead(lead), ...(rep === null ? {} : { preferred }) };
        const draft = decide(facts, rules, new Map([[pool.id, state]]), new Date(Date.parse('2026-11-22T03:00:00.000Z') + lead));
        const decision = Decision.parse({ decisionId: DecisionId.parse(`D${String(lead).padStart(5, '0')}`), ...draft });
        decisions.push(decision);
        state = ledgerAfter(state, draft);
        if (draft.strategy === 'weighted') turns[Number(draft.chosen?.slice(4))] = (turns[Number(draft.chosen?.slice(4))] ?? 0) + 1;
        const sum = turns.reduce((all, one) => all + one, 0);
        for (const [place, weight] of given.entries()) {
          expect(Math.abs((turns[place] ?? 0) - (sum * weight) / total)).toBeLessThan(1 + 1e-6);
        }
        expect(rerun(decision, rules)).toEqual(draft);
      }
      expect(replay(decisions, () => rules).map(({ decisions: [one] }) => one?.chosen)).toEqual(decisions.map(({ chosen }) => chosen));
    }),
    { numRuns: runs(60, 2_000), seed },
  );
});
