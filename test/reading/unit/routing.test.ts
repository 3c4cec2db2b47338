import { describe, expect, it } from '@jest/globals';
import { dryRunRoute } from '../../../api/routing/dry-run.ts';
import type { Principal } from '../../../shared/access/index.ts';
import { formKind } from '../../../shared/capture/form-config.ts';
import { NotFoundError } from '../../../shared/platform/errors.ts';
import { PoolId, RepId } from '../../../shared/platform/ids.ts';
import { showDryRun } from '../../../shared/reading/dry-run.ts';
import { showLedger } from '../../../shared/reading/index.ts';
import { poolKind } from '../../../shared/routing/pool-config.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { TerritoryConfig, territoryKind } from '../../../shared/routing/territory-config.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { worldOfMarketing } from '../../support/marketing.ts';

const admin: Principal = { role: 'admin', userId: 'admin' };
const marketer: Principal = { role: 'marketer', userId: 'marketer' };
const south = PoolId.parse('south');
const person = (index: number) => ({ fullName: `Người ${index}`, email: `k${index}@example.com`, province: 'Cần Thơ' });
const tried = (world: World, body: object, principal: Principal = admin) =>
  showDryRun(dryRunRoute.body.parse(body), principal, world.parts);

async function withLeads(count: number): Promise<World> {
  const world = createWorld();
  await moreLeads(world, 0, count);
  return world;
}
async function moreLeads(world: World, from: number, count: number): Promise<void> {
  for (let index = from; index < from + count; index += 1) await world.takeIn(world.post(person(index)));
  await world.assignAll();
}

describe('a dry run', () => {
  it('says who would get a lead, and changes nothing', async () => {
    const world = await withLeads(3);
    const before = JSON.stringify(world.table.all());

    const answer = await tried(world, { lead: { province: 'Cần Thơ' } });

    expect(JSON.stringify(world.table.all())).toBe(before);
    const members = [...((await world.config.current(poolKind)).documents.get('south')?.members ?? [])].map(({ repId }) => repId);
    expect(answer).toMatchObject({ now: null, territory: { territoryId: 'south', poolId: 'south', matchedBy: ['macroRegion'] } });
    expect(answer.decisions[0]?.candidates.map(({ repId }) => repId)).toEqual(members);
    expect(answer.chosen?.repId).toBe(answer.decisions[0]?.chosen?.repId);
    expect(answer.decisions[0]?.sentence.vi).toContain('Cần Thơ');
  });

  it('leaves a lead to marketing that posts nothing but a form that says so, and tells what ends that', async () => {
    const world = createWorld();
    world.config.change(formKind, 'contact', (form) => ({ ...form, assign: 'later' as const }));
    const lead = { province: 'Cần Thơ', sourceId: 'contact' };

    const answers = [await tried(world, { lead }), await tried(world, { lead: { ...lead, channel: 'connector' } })];
    const quoted = await tried(world, { lead: { ...lead, quoteAsked: true } });

    expect([...answers, quoted].map(({ state }) => state)).toEqual(['marketing', 'owned', 'owned']);
    expect(answers[0]?.sentence.en).toMatch(
      /^Marketing keeps the lead, who has asked for no contact: .* takes it when the person posts another form, or with /,
    );
    expect(answers[0]?.sentence.vi).toContain('chưa nhờ tư vấn');
  });

  it('says of each territory before why it does not take the lead', async () => {
    const { passedOver } = await tried(createWorld(), { lead: { province: 'Cần Thơ', products: ['bán hàng'] } });

    expect(passedOver.map(({ territoryId, condition }) => `${territoryId} ${condition}`)).toEqual([
      'stock-and-production when.products',
      'north when.macroRegions',
      'central when.macroRegions',
    ]);
    expect(passedOver[0]?.why).toEqual({
      vi: 'Cần sản phẩm kho-san-xuat; lead có ban-hang.',
      en: 'Asks for the product kho-san-xuat; the lead has ban-hang.',
    });
  });

  it('understands a lead as intake would: a former name gives its province and unit', async () => {
    const world = createWorld();
    world.config.change(territoryKind, 'north', (before) => TerritoryConfig.parse({ ...before, when: { formerCodes: ['74'] } }));

    expect((await tried(world, { lead: { province: 'Bình Dương' } })).territory.territoryId).toBe('north');
    expect((await tried(world, { lead: { province: 'TP.HCM' } })).territory.territoryId).toBe('south');
  });

  it('asks the fallback pool where nobody in the pool can take it, and names the reason of each', async () => {
    const world = createWorld();
    const members = (await world.config.current(poolKind)).documents.get('south')?.members ?? [];
    for (const { repId } of members) world.config.change(repKind, repId, (rep) => ({ ...rep, active: false }));

    const { decisions } = await tried(world, { lead: { province: 'Cần Thơ' } });

    expect(decisions.map(({ poolId }) => poolId)).toEqual(['south', 'unknown']);
    expect(new Set(decisions[0]?.candidates.map(({ reason }) => reason))).toEqual(new Set(['inactive']));
  });

  it('of a known lead answers as if it came now, says where it is, and tells a marketer no word that its person typed', async () => {
    const world = createWorld();
    world.config.change(territoryKind, 'north', (before) => TerritoryConfig.parse({ ...before, when: { companies: ['khác'] } }));
    await world.takeIn(world.post({ ...person(1), company: 'Gọi 0912345678' }));
    await world.assignAll();
    const [lead] = world.leads();

    const [full, blind] = [await tried(world, { leadId: lead?.leadId }), await tried(world, { leadId: lead?.leadId }, marketer)];

    expect(full.now).toMatchObject({ territoryId: 'south', poolId: 'south', rep: { repId: lead?.owner?.repId } });
    expect(JSON.stringify(full.passedOver)).toContain('0912345678');
    expect(JSON.stringify(blind)).not.toContain('0912345678');
    expect(blind.territory).toEqual(full.territory);
    await expect(tried(world, { leadId: 'L0NOSUCH' })).rejects.toThrow(NotFoundError);
  });

  it('says that marketing keeps a lead below the level of its pool, and what is lacking; above it who would get it', async () => {
    const { world, arrive, lead, settle } = await worldOfMarketing([
      { temperature: 'hot' },
      { quoteAsked: true, reached: 1 },
      { stage: 'sql', confirmed: { need: 'yes' } },
    ]);
    await arrive();
    await settle();
    const described = (more: object) => tried(world, { lead: { province: 'Cần Thơ', ...more } });

    const kept = await tried(world, { leadId: lead().leadId });

    expect(kept).toMatchObject({ state: 'marketing', chosen: null, decisions: [], territory: { poolId: 'south' } });
    expect(kept.sentence).toEqual({
      vi:
        'Marketing giữ lead, nhóm “Miền Nam” chỉ nhận khi có: độ nóng từ “nóng” (hiện “ấm”); hoặc yêu cầu báo giá của khách, 1 cuộc gọi gặp được khách (hiện có 0); ' +
        'hoặc nhu cầu từ mức “có” (hiện là “chưa rõ”), do nhân viên xác nhận, giai đoạn SQL.',
      en:
        'Marketing keeps the lead: the pool “South” takes it with temperature of hot or better (it is warm); or with a request for a quote and calls that reached the person, 1 or more (there are 0); ' +
        'or with need of “yes” or better (it is “unknown”), confirmed by a colleague and the stage SQL.',
    });
    const ready = [
      { temperature: 'hot' },
      { quoteAsked: true, reached: 2 },
      { stage: 'sql', confirmed: { need: 'yes' } },
      { stage: 'sqo' },
    ];
    for (const more of ready) {
      const answer = await described(more);
      expect([answer.state, answer.chosen?.repId, answer.sentence]).toEqual(['owned', expect.any(String), answer.decisions[0]?.sentence]);
    }
    const below = [{ temperature: 'warm' }, { quoteAsked: true }, { stage: 'sql', qualification: { need: 'yes' } }];
    for (const more of below) expect((await described(more)).state).toBe('marketing');
  });

  it.each([{}, { lead: {}, leadId: 'L1' }, { lead: { colour: 'red' } }, { lead: { stage: 'done' } }])('refuses %j', (body) => {
    expect(dryRunRoute.body.safeParse(body).success).toBe(false);
  });
});

describe('the ledger of a pool', () => {
  it('tells levels, credits, shares and what is owed, which add up to what was given', async () => {
    const world = await withLeads(5);

    const ledger = await showLedger(south, admin, world.parts);

    expect(ledger.version).toBe(5);
    expect(ledger.members.reduce((sum, { credits }) => sum + credits, 0)).toBe(5);
    expect(ledger.members.reduce((sum, { share }) => sum + (share ?? 0), 0)).toBeCloseTo(1);
    expect(ledger.members.reduce((sum, { due }) => sum + (due ?? 0), 0)).toBeCloseTo(0);
    expect(ledger.decisions).toHaveLength(5);
    expect(ledger.window).toEqual({ beganAt: ledger.decisions.at(-1)?.at, changes: [] });
  });

  it('says when the window began, and that a rep who is no longer active began it', async () => {
    const world = await withLeads(4);
    const [first] = (await showLedger(south, admin, world.parts)).members;
    world.config.change(repKind, first?.repId ?? '', (rep) => ({ ...rep, active: false }));
    await moreLeads(world, 4, 2);

    const { window, members, decisions } = await showLedger(south, admin, world.parts);

    expect(window).toMatchObject({
      beganAt: decisions[1]?.at,
      changes: [{ repId: first?.repId, kind: 'left', why: { en: 'is not taking leads at present' } }],
    });
    expect(members[0]).toMatchObject({ repId: first?.repId, takesPart: false, share: null, due: null });
  });

  it('is for the reps of the pool, who learn of no lead of others, for its leader and for admins', async () => {
    const world = await withLeads(4);
    const [member, other] = (await showLedger(south, admin, world.parts)).members;
    const rep = (repId = ''): Principal => ({ role: 'rep', userId: 'u', repId: RepId.parse(repId) });
    const leader = (...pools: string[]): Principal => ({ role: 'leader', userId: 'u', pools: pools.map((id) => PoolId.parse(id)) });

    const seen = await showLedger(south, rep(member?.repId), world.parts);

    const named = seen.decisions.filter(({ leadId }) => leadId !== null);
    expect(named.every(({ chosen }) => chosen?.repId === member?.repId)).toBe(true);
    expect(seen.decisions.some(({ chosen }) => chosen?.repId === other?.repId)).toBe(true);
    expect((await showLedger(south, leader('south'), world.parts)).version).toBe(4);
    const outsiders = [rep('rep-nobody'), leader('north'), marketer, { role: 'manager', userId: 'u', regions: [] } as const];
    for (const outsider of outsiders) await expect(showLedger(south, outsider, world.parts)).rejects.toThrow('no such pool');
    await expect(showLedger(PoolId.parse('nowhere'), admin, world.parts)).rejects.toThrow('no such pool');
  });
});
