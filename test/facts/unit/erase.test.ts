import { describe, expect, it } from '@jest/globals';
import { type Fact, projectFact, readFacts } from '../../../shared/facts/index.ts';
import { hoursMs } from '../../../shared/platform/clock.ts';
import { worldOfLan } from '../../support/erasing.ts';
import type { World } from '../../support/lead-world/world.ts';
import { interrupted } from '../../support/projector.ts';

async function standing(world: World): Promise<Fact[]> {
  const found: Fact[] = [];
  for await (const { facts } of readFacts(['2026-11', '2026-12'], world)) found.push(...facts);
  return found;
}

describe('the fact of a person who is erased', () => {
  it('stays for the figures, leads to nobody, and is cut to hours', async () => {
    const { world, leadId, erase } = await worldOfLan();
    const ids = world.leads().map((lead) => lead.leadId);
    for (const id of ids) await projectFact(id, world.parts);
    const [before] = (await standing(world)).filter(({ id }) => id === leadId);
    expect(before).toMatchObject({ erased: false });

    await erase.ask(leadId, { reason: 'personAsked' });
    await erase.runAll();

    const after = (await standing(world)).filter(({ erased }) => erased);
    expect(after).toHaveLength(1);
    expect(after[0]).toMatchObject({
      origin: before?.origin,
      macroRegion: before?.macroRegion,
      provinceCode: null,
      tags: [],
      enquiries: before?.enquiries.map(({ kind, channel }) => ({ kind, channel })),
      orders: before?.orders.map(({ facts, products }) => ({ products, facts: facts.map(({ kind, amount }) => ({ kind, amount })) })),
      calls: before?.calls.map(({ repId, outcome }) => ({ repId, outcome })),
    });
    const text = JSON.stringify(after);
    for (const hidden of [
      leadId,
      ...(before?.orders ?? []).map(({ order }) => order),
      ...(before?.needs ?? []).map((need) => need.opportunityId),
    ])
      expect(text).not.toContain(hidden);
    const moments = [after[0]?.arrivedAt, ...(after[0]?.stages ?? []).map(({ at }) => at), after[0]?.t.acceptedAt];
    expect(moments.filter((at) => (at ?? 0) % hoursMs !== 0)).toEqual([]);
  });

  it('does not come back by what was read before', async () => {
    const { world, leadId, erase } = await worldOfLan();
    let isErased = false;
    const table = interrupted(world.table, async ({ point }) => {
      if (point !== 2) return;
      await erase.ask(leadId, { reason: 'personAsked' });
      await erase.runAll();
      isErased = true;
    });

    expect(await projectFact(leadId, { ...world.parts, table })).toBe('removed');

    expect(isErased).toBe(true);
    expect((await standing(world)).filter(({ erased, id }) => !erased && id === leadId)).toEqual([]);
  });
});
