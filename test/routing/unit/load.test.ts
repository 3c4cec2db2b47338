import { describe, expect, it } from '@jest/globals';
import { leadSubject, PoolId, RepId } from '../../../shared/platform/ids.ts';
import { readAssignment, readDecisions, recordedRules, rerun } from '../../../shared/routing/index.ts';
import { eachLoadOnce, readLoads, releaseLoad, takeLoad } from '../../../shared/routing/load.ts';
import { assignMessageFor } from '../../../shared/routing/messages.ts';
import { type PoolConfig, poolKind } from '../../../shared/routing/pool-config.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { changeStatus } from '../../../shared/status/index.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { worldOfNobody } from '../../support/waiting.ts';

const south = PoolId.parse('south');
const lan = RepId.parse('rep-lan');
const phuc = RepId.parse('rep-phuc');
const hours = 60 * 60_000;

/** A Sunday at 10:00 in Vietnam; the pool of the south is Lan and Phúc. */
async function twoReps(pool: Partial<PoolConfig>) {
  const nobody = await worldOfNobody();
  const { world } = nobody;
  nobody.comeBack();
  const members = [lan, phuc].map((repId) => ({ repId, weight: 1 }));
  world.config.change(poolKind, south, (before) => ({ ...before, members, ...pool }));
  const loads = async () => {
    const read = await readLoads(world.table, [lan, phuc]);
    return [lan, phuc].map((repId) => read.get(repId)?.open ?? 0);
  };
  const recall = async (index: number) => {
    const lead = world.leads()[index];
    const decisionId = lead?.owner?.decisionId;
    if (!lead || !decisionId) throw new Error('nobody has it');
    const about = { v: 1, leadId: lead.leadId, subject: leadSubject, poolId: south, correlationId: 'again' } as const;
    await world.parts.assign.send(assignMessageFor({ ...about, kind: 'recall', cause: 'recalled', decisionId }));
    await world.assignAll();
  };
  const end = async (index: number) => {
    const lead = world.leads()[index];
    if (!lead) throw new Error('no lead');
    const asked = { to: 'disqualified', reason: 'spam', actor: { kind: 'user', id: 'admin' }, correlationId: 'end' } as const;
    await changeStatus({ leadId: lead.leadId, ...asked }, world.parts);
  };
  const owners = () => world.leads().map(({ owner }) => owner?.repId ?? null);
  return { ...nobody, loads, recall, end, owners };
}

describe('what reps have in hand', () => {
  it('is not counted where nobody asks for it', async () => {
    const { world, arrive } = await twoReps({});

    await arrive(2);

    expect(world.itemsOf(' LOAD')).toEqual([]);
    const [lead] = world.leads();
    const [decision] = lead ? await readDecisions(world.table, lead.leadId) : [];
    expect(decision?.candidates.every(({ load }) => load === undefined)).toBe(true);
    expect(decision?.versions.company).toBeUndefined();
  });

  it('grows with what is given and shrinks once with what is taken back, ended, or given to another', async () => {
    const { arrive, loads, recall, end, owners, world } = await twoReps({ mode: 'leastLoaded' });
    await arrive(6);
    expect(await loads()).toEqual([3, 3]);

    await end(0);
    expect((await loads()).reduce((sum, open) => sum + open)).toBe(5);
    await recall(1);
    expect((await loads()).reduce((sum, open) => sum + open)).toBe(5);
    expect(owners().filter((owner) => owner === null)).toHaveLength(1);
    const lead = world.leads()[1];
    expect(lead && (await readAssignment(world.table, lead.leadId, leadSubject))).toMatchObject({ counted: true });
  });

  it('is released once, however often the taking back is asked for', async () => {
    const { arrive, loads, world } = await twoReps({ mode: 'leastLoaded' });
    await arrive(4);
    const requests = world.leads().map(({ leadId, owner }) => {
      const about = { v: 1, leadId, subject: leadSubject, poolId: south, correlationId: 'again' } as const;
      return assignMessageFor({ ...about, kind: 'recall', cause: 'recalled', decisionId: owner?.decisionId ?? '' });
    });

    await world.parts.assign.sendAll([...requests, ...requests]);
    await world.assignAll();

    expect((await loads()).reduce((sum, open) => sum + open)).toBe(4);
  });
});

describe('what is no longer work', () => {
  it('leaves the hand of whoever keeps it, once', async () => {
    const { arrive, loads, owners, world } = await twoReps({ mode: 'leastLoaded' });
    await arrive(2);
    const [lead] = world.leads();
    if (!lead) throw new Error('no lead');
    const asked = { actor: { kind: 'user', id: 'admin' }, correlationId: 'rest' } as const;

    await changeStatus({ leadId: lead.leadId, to: 'retired', reason: 'silent', ...asked }, world.parts);
    expect((await loads()).reduce((sum, open) => sum + open)).toBe(1);
    expect(owners().every((owner) => owner !== null)).toBe(true);
    await changeStatus({ leadId: lead.leadId, to: 'disqualified', reason: 'spam', ...asked }, world.parts);

    expect((await loads()).reduce((sum, open) => sum + open)).toBe(1);
  });
});

describe('a pool that gives to who has least in hand', () => {
  it('gives to whoever ended something, and the record says why', async () => {
    const { arrive, end, owners, world } = await twoReps({ mode: 'leastLoaded' });
    await arrive(4);
    const [first] = owners();
    for (const [index, owner] of owners().entries()) if (owner === first) await end(index);

    await arrive(2, 'TP.HCM', 4);

    expect(owners().slice(4)).toEqual([first, first]);
    const lead = world.leads().at(-1);
    const [decision] = lead ? await readDecisions(world.table, lead.leadId) : [];
    if (!decision) throw new Error('no decision');
    expect(decision).toMatchObject({ strategy: 'leastLoaded', reason: 'leastLoaded' });
    const { decisionId: _own, ...record } = decision;
    expect(rerun(decision, await recordedRules(world.config, decision))).toEqual(record);
  });
});

describe('caps', () => {
  it('of open work make a lead wait, say so, and let it go as soon as somebody has room', async () => {
    const { arrive, end, owners, world, timers, run } = await twoReps({ caps: { open: 1 } });
    await arrive(3);
    expect(owners().filter((owner) => owner === null)).toHaveLength(1);
    expect(world.timeline().at(-1)).toMatchObject({ type: 'lead.unassigned', data: { reason: 'full', poolId: south } });
    expect(timers().length).toBeGreaterThan(0);

    const before = new Set(timers().map(({ timerId, dueAt }) => `${timerId} ${dueAt}`));
    world.pass(1_000);
    await end(0);
    const woken = timers().find(({ timerId, dueAt }) => !before.has(`${timerId} ${dueAt}`));
    world.pass(60_000);
    await run({ body: woken?.message });
    await world.assignAll();

    expect(
      owners()
        .slice(1)
        .every((owner) => owner !== null),
    ).toBe(true);
  });

  it('of a day make it wait for the next day of the reps', async () => {
    const { arrive, owners, world, timers, run } = await twoReps({ caps: { perDay: 1 } });
    await arrive(3);
    const lead = world.leads()[2];
    expect(lead && (await readAssignment(world.table, lead.leadId, leadSubject))).toMatchObject({
      state: 'waiting',
      until: '2026-11-22T17:00:00.000Z',
    });
    const [timer] = timers();
    expect(timer?.dueAt).toBe('2026-11-22T17:00:00.000Z');

    world.pass(14 * hours);
    await run({ body: timer?.message });
    await world.assignAll();

    expect(owners().every((owner) => owner !== null)).toBe(true);
  });

  it("of a rep count before the pool's, and of all pools together", async () => {
    const { arrive, owners, world, loads } = await twoReps({ caps: { open: 1 } });
    world.config.change(repKind, phuc, (rep) => ({ ...rep, caps: { open: 3 } }));

    await arrive(5);

    expect(await loads()).toEqual([1, 3]);
    expect(owners().filter((owner) => owner === null)).toHaveLength(1);
  });
});

describe('a pool that gives by skill', () => {
  const skills = [{ skill: 'English', when: { languages: ['en' as const] } }];
  const english = { skill: 'Tiếng Việt', when: { languages: ['vi' as const] } };

  it('gives to those who have what the lead asks for, whatever the spelling', async () => {
    const { arrive, owners, world } = await twoReps({ mode: 'skill', skills: [english] });
    world.config.change(repKind, phuc, (rep) => ({ ...rep, skills: ['tieng viet'] }));

    await arrive(3);

    expect(owners()).toEqual([phuc, phuc, phuc]);
    const [lead] = world.leads();
    const [decision] = lead ? await readDecisions(world.table, lead.leadId) : [];
    expect(decision?.candidates.map(({ rejected }) => rejected)).toEqual(['lacksSkill', null]);
  });

  it('gives by turn what asks for nothing, and to anybody what nobody has the skill for', async () => {
    const one = await twoReps({ mode: 'skill', skills });
    await one.arrive(2);
    expect(new Set(one.owners())).toEqual(new Set([lan, phuc]));

    const other = await twoReps({ mode: 'skill', skills: [english] });
    await other.arrive(2);
    expect(new Set(other.owners())).toEqual(new Set([lan, phuc]));
    const [lead] = other.world.leads();
    const [decision] = lead ? await readDecisions(other.world.table, lead.leadId) : [];
    expect(decision).toMatchObject({ reason: 'anySkill' });
    if (!decision) throw new Error('no decision');
    const { decisionId: _own, ...record } = decision;
    expect(rerun(decision, await recordedRules(other.world.config, decision))).toEqual(record);
  });

  it('waits where the pool says so, and says what for', async () => {
    const { arrive, owners, world, timers } = await twoReps({ mode: 'skill', skills: [english], withoutSkill: 'wait' });

    await arrive(1);

    expect(owners()).toEqual([null]);
    expect(world.timeline().at(-1)).toMatchObject({ type: 'lead.unassigned', data: { reason: 'lacksSkill' } });
    expect(timers()).toHaveLength(1);
  });
});

describe('counting in one transaction', () => {
  it('makes one write of what one rep is given and loses, and refuses a load that moved since', async () => {
    const table = memoryTable();
    const seen = { open: 0, day: '2026-11-22', count: 0 };
    const two = [takeLoad(lan, { version: 0, seen }), takeLoad(lan, { version: 0, seen: { ...seen, open: 1, count: 1 } })];
    await table.transact(eachLoadOnce([...two, takeLoad(phuc, { version: 0, seen })]));
    await expect(table.transact([takeLoad(lan, { version: 0, seen })])).rejects.toThrow();

    await table.transact(
      eachLoadOnce([releaseLoad(lan), takeLoad(lan, { version: 1, seen: { ...seen, open: 2, count: 2 } }), releaseLoad(lan)]),
    );

    expect((await readLoads(table, [lan, phuc])).get(lan)).toEqual({ open: 1, day: '2026-11-22', count: 3, version: 2 });
  });
});

describe('skills and caps in the configuration', () => {
  const pool = { id: 'south', name: { vi: 'Nam', en: 'South' }, members: [{ repId: 'rep-lan', weight: 1 }] };
  const rep = { id: 'rep-lan', name: 'Lan', email: 'lan@example.com' };
  const asks = [{ skill: 'English', when: { languages: ['en'] } }];
  const snapshotOf = (skills?: string[]) => {
    const reps = [{ ...repKind.schema.parse(rep), ...(skills ? { skills } : {}) }];
    return { of: (kind: { readonly name: string }) => (kind.name === 'reps' ? reps : []) } as never;
  };
  const judged = (own: object, skills?: string[]) => {
    const pools = [poolKind.schema.parse({ ...pool, ...own })];
    return {
      faults: poolKind.references(pools, snapshotOf(skills)).map(({ path, message }) => `${path.join('.')}: ${message}`),
      warnings: (poolKind.warnings?.(pools, snapshotOf(skills)) ?? []).map(({ path }) => path.join('.')),
    };
  };

  it.each([
    ['a mode without what it asks for', { mode: 'skill' }, ['skills: the mode `skill` needs to know which leads ask for which skill'], []],
    ['skills in another mode', { skills: asks }, [expect.stringContaining('skills are asked for in the mode `skill` alone')], []],
    [
      'a wait for a skill of nobody',
      { mode: 'skill', skills: asks, withoutSkill: 'wait' },
      ['skills.0.skill: nobody in the pool who takes leads has the skill English'],
      [],
    ],
    ['a skill of nobody that anybody may do without', { mode: 'skill', skills: asks }, [], ['skills.0.skill']],
  ])('names %s', (_what, own, faults, warnings) => {
    expect(judged(own)).toEqual({ faults, warnings });
  });

  it('finds nothing wrong where somebody has the skill', () => {
    expect(judged({ mode: 'skill', skills: asks, withoutSkill: 'wait' }, ['english'])).toEqual({ faults: [], warnings: [] });
  });

  it('refuses caps that cap nothing', () => {
    expect(poolKind.schema.safeParse({ ...pool, caps: {} }).success).toBe(false);
    expect(poolKind.schema.safeParse({ ...pool, caps: { open: 0 } }).success).toBe(false);
  });
});
