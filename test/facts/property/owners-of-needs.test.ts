import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formKind } from '../../../shared/capture/form-config.ts';
import { type Fact, projectFact, readFacts } from '../../../shared/facts/index.ts';
import type { Lead } from '../../../shared/leads/index.ts';
import { parseOpportunity } from '../../../shared/needs/index.ts';
import { SubmissionId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { needHolder } from '../../../shared/reports/rules-pipeline.ts';
import { poolKind } from '../../../shared/routing/pool-config.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { asksAs } from '../../support/as-user.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { report, runs, seed } from '../../support/seeded.ts';
import { splittingOf } from '../../support/splits.ts';

const people = [0, 1, 2].map((number) => ({
  fullName: `Trần Thủy ${number}`,
  email: `thuy.${number}@example.com`,
  phone: `091234571${number}`,
  province: 'TP.HCM',
}));
const acts = [
  'giveLead',
  'giveNeed',
  'release',
  'open',
  'close',
  'reopen',
  'handOver',
  'merge',
  'merge',
  'undo',
  'undo',
  'recycle',
] as const;
const step = fc.record({ does: fc.constantFrom(...acts), who: fc.nat(2), other: fc.nat(2), pick: fc.nat(9) });
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

/** People whose own need one team has, and another team another one. */
async function begin() {
  const world = createWorld();
  world.config.change(formKind, 'contact', (form) => ({ ...form, opensOpportunity: true }));
  let posts = 0;
  for (const product of ['ban-hang', 'kho-san-xuat']) {
    for (const fields of people) {
      posts += 1;
      await world.takeIn(world.post({ ...fields, product }, { submissionId: SubmissionId.parse(`p${posts}`) }));
    }
    await world.assignAll();
  }
  return world;
}

class Team {
  readonly done = new Map<string, number>();
  readonly world: World;
  constructor(world: World) {
    this.world = world;
  }

  async act(asked: Step): Promise<void> {
    this.world.pass(60_000);
    if (!(await this.try(asked))) return;
    this.done.set(asked.does, (this.done.get(asked.does) ?? 0) + 1);
    if (asked.does === 'release' || asked.does === 'handOver') await this.world.assignAll();
  }

  private async try({ does, who, other, pick }: Step): Promise<boolean> {
    const { world } = this;
    const lead = this.standing()[who % this.standing().length];
    if (!lead) return false;
    const path = { leadId: String(lead.leadId) };
    const isTaken = async (route: string, asked: object) => (await asksAs(world, 'admin@example.com')(route, asked)).status < 300;
    const needs = this.needs();
    const need = needs[pick % Math.max(1, needs.length)];
    const own = needs.filter(({ subject }) => subject !== 'lead')[pick % 3];
    const reps = [...(await world.config.current(repKind)).documents.keys()];
    const repId = reps[(pick * 3 + other) % reps.length] ?? '';
    switch (does) {
      case 'giveLead':
        return isTaken('POST /v1/leads/{leadId}/owner', { path, body: { repId, reason: 'workload' } });
      case 'giveNeed': {
        const whose = this.standing().find(({ leadId, members = [] }) => [leadId, ...members].includes(own?.leadId ?? lead.leadId));
        const opportunityId = own?.opportunityId;
        return isTaken('POST /v1/leads/{leadId}/owner', {
          path: { leadId: whose?.leadId ?? '' },
          body: { repId, reason: 'workload', opportunityId },
        });
      }
      case 'release':
        return isTaken('POST /v1/leads/{leadId}/owner', {
          path,
          body: { repId: null, reason: 'workload', ...(own && pick % 2 ? { opportunityId: own.opportunityId } : {}) },
        });
      case 'open':
        return isTaken('POST /v1/leads/{leadId}/opportunities', { path, body: { amount: { amount: 1_000, currency: 'VND' } } });
      case 'close':
      case 'reopen': {
        const body = does === 'reopen' ? { state: 'open' } : pick % 2 ? { state: 'won' } : { state: 'lost', reason: 'price' };
        return isTaken('PATCH /v1/opportunities/{opportunityId}', { path: { opportunityId: need?.opportunityId ?? '' }, body });
      }
      case 'handOver':
        return this.handOver(repId);
      case 'merge': {
        const otherLeadId = this.standing()[other % this.standing().length]?.leadId;
        return otherLeadId !== lead.leadId && isTaken('POST /v1/leads/{leadId}/merge', { path, body: { otherLeadId } });
      }
      case 'undo': {
        const merged = world.leads().filter(({ mergedInto }) => mergedInto !== null)[pick % 2];
        const asked = { path: { leadId: merged?.mergedInto ?? '' }, body: { otherLeadId: merged?.leadId } };
        return merged !== undefined && isTaken('POST /v1/leads/{leadId}/merge/undo', asked);
      }
      case 'recycle':
        return isTaken('POST /v1/leads/{leadId}/status', { path, body: { status: 'recycled', reason: 'notNow' } });
    }
  }

  /** All that a rep has goes to colleagues of the pool. */
  private async handOver(repId: string): Promise<boolean> {
    const { world } = this;
    const pools = [...(await world.config.current(poolKind)).documents.values()];
    const to = pools.flatMap(({ members }) => members).filter((member) => member.repId !== repId);
    world.project();
    const splitting = splittingOf(world);
    const { status } = await splitting.ask(
      'POST /v1/reps/{repId}/hand-over',
      { repId },
      { body: { to: to.slice(0, 2), reason: 'absence' }, email: 'admin@example.com' },
    );
    if (status !== 202) return false;
    await splitting.runAll();
    return true;
  }

  standing(): Lead[] {
    return this.world.leads().filter(({ mergedInto }) => mergedInto === null);
  }

  needs() {
    return this.world
      .itemsOf('LEAD#')
      .flatMap((item) => (String(item.sk).startsWith(keys.opportunityPrefix) ? [parseOpportunity(item)] : []));
  }
}

it('facts say of each open need who has it, whatever its lead went through', async () => {
  const numRuns = runs(12, 600);
  const done = new Map<string, number>();
  let needs = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 16 }), async (steps) => {
      const team = new Team(await begin());
      const { world } = team;
      for (const one of steps) {
        await team.act(one);
        for (const { leadId } of world.leads()) await projectFact(leadId, world.parts);
        const facts: Fact[] = [];
        for await (const month of readFacts(['2026-11', '2026-12'], world)) facts.push(...month.facts);
        const now = world.parts.clock().getTime();
        const told = facts.flatMap((fact) =>
          fact.needs.flatMap((need) =>
            need.state === 'open' ? [[need.opportunityId, need.ownerId, needHolder(fact, need, now).repId]] : [],
          ),
        );
        const truth = team.needs().flatMap(({ opportunityId, leadId, state, subject, owner }) => {
          const lead = team.standing().find((known) => [known.leadId, ...(known.members ?? [])].includes(leadId));
          const holder = subject === 'lead' ? (lead?.owner?.repId ?? null) : owner;
          return state === 'open' ? [[opportunityId, holder, holder]] : [];
        });
        needs += truth.length;
        expect([one.does, told.sort()]).toEqual([one.does, truth.sort()]);
      }
      for (const [what, times] of team.done) done.set(what, (done.get(what) ?? 0) + times);
    }),
    { numRuns, seed },
  );
  report(`${numRuns} teams, ${needs} open needs; ${[...done].map(([what, times]) => `${what} ${times}`).join(', ')}`);
  for (const what of new Set(acts)) expect([what, (done.get(what) ?? 0) > 0]).toEqual([what, true]);
});
