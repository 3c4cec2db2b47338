import { describe, expect, it } from '@jest/globals';
import { scoreLead } from '../../../shared/scoring/index.ts';
import { fitLevelOf } from '../../../shared/scoring/rules-fit.ts';
import { ScoringConfig, scoringKind } from '../../../shared/scoring/scoring-config.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { defaultRules } from '../../support/scoring/past-leads.ts';

const person = { fullName: 'Nguyễn Thị Hường', phone: '0912345678', email: 'huong@huongphat.example' };

async function takenIn(fields: Record<string, string>): Promise<World> {
  const world = createWorld();
  await world.takeIn(world.post(fields));
  return world;
}
const levels = (world: World) => world.leads().map(({ evidence, version }) => [evidence.fit, version]);
const told = (world: World) =>
  world
    .timeline()
    .flatMap(({ type, leadVersion, data }) => (type === 'lead.fit_changed' ? [[data.from, data.to, data.reason, leadVersion]] : []));

describe('the level of fit', () => {
  it.each([
    [{ phone: '0912345678', company: 'Hường Phát', title: 'giám đốc', province: '79' }, 'A'],
    [{ phone: '0912345678', company: 'Hường Phát' }, 'B'],
    [{ phone: '0912345678' }, 'C'],
    [{}, 'C'],
    [{ title: 'sinh viên' }, 'D'],
    [{ title: 'sinh viên', phone: '0912345678', company: 'Hường Phát', province: '79' }, 'D'],
  ] as const)('of who is known as %j is %s', (attributes, level) => {
    expect(fitLevelOf(attributes, defaultRules)).toBe(level);
  });

  it.each([
    [{ A: 30, B: 30, C: 0 }, 'fitLevels.B'],
    [{ A: 60, B: 30, C: 40 }, 'fitLevels.C'],
    [{ A: 60, B: 30.5, C: 0 }, 'fitLevels.B'],
    [{ A: 60, B: 30, C: 0, D: -10 }, 'fitLevels'],
  ])('is not cut by %j, and the fault is named', (fitLevels, path) => {
    const { error } = ScoringConfig.safeParse({ ...defaultRules, fitLevels });

    expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });

  it('is cut at 60, 30 and 0 where the rules do not say', () => {
    const { fitLevels: _fitLevels, ...without } = defaultRules;

    expect(ScoringConfig.parse(without).fitLevels).toEqual({ A: 60, B: 30, C: 0 });
  });
});

describe('the level of fit of a lead', () => {
  it('stands from its first post on', async () => {
    expect(levels(await takenIn({ ...person, company: 'Hường Phát' }))).toEqual([['B', 1]]);
  });

  it('moves in the transaction of the post that tells more, with an entry of the same version', async () => {
    const world = await takenIn(person);

    await world.takeIn(world.post({ ...person, company: 'Hường Phát' }));

    expect([levels(world), told(world)]).toEqual([[['B', 2]], [['C', 'B', 'record', 2]]]);
  });

  it('stays untold when a post tells more that weighs too little', async () => {
    const world = await takenIn(person);

    await world.takeIn(world.post({ ...person, province: 'Thành phố Hồ Chí Minh', message: 'Gọi tôi nhé' }));

    expect([levels(world), told(world)]).toEqual([[['C', 2]], []]);
  });

  it('follows new rules with the next count, and the lead is written for nothing less than a level', async () => {
    const world = await takenIn(person);
    const [lead] = world.leads();
    if (!lead) throw new Error('no lead');
    const recount = () => scoreLead(lead.leadId, [{ v: 1, kind: 'recount', leadId: lead.leadId }], world.parts);
    const pointsOf = (id: string, points: number) =>
      world.config.change(scoringKind, 'scoring', (before) => ({
        ...before,
        fit: before.fit.map((rule) => (rule.id === id ? { ...rule, points } : rule)),
      }));

    pointsOf('reachable-by-phone', 16);
    await recount();
    expect([levels(world), told(world)]).toEqual([[['C', 1]], []]);

    pointsOf('reachable-by-phone', 60);
    await recount();
    await recount();
    expect([levels(world), told(world)]).toEqual([[['A', 2]], [['C', 'A', 'rules', 2]]]);
  });
});
