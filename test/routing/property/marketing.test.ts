import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MailRequest } from '../../../events/index.ts';
import { formKind } from '../../../shared/capture/form-config.ts';
import { FormId, leadSubject, SourceId } from '../../../shared/platform/ids.ts';
import { readAssignment, retryAfterPublication } from '../../../shared/routing/index.ts';
import { poolKind } from '../../../shared/routing/pool-config.ts';
import { readinessOf } from '../../../shared/routing/rules-hand-over.ts';
import { assignmentFaults } from '../../support/assignment-faults.ts';
import { Killed, killAt } from '../../support/effects.ts';
import { worldOfMarketing } from '../../support/marketing.ts';
import { person } from '../../support/people.ts';
import { shopOf } from '../../support/purchases.ts';
import { seatFaults } from '../../support/seat-faults.ts';
import { report, runs, seed } from '../../support/seeded.ts';
import { taskFaults } from '../../support/task-faults.ts';

type Floor = Awaited<ReturnType<typeof worldOfMarketing>>;

const levels = {
  hot: [{ temperature: 'hot' as const }],
  warm: [{ temperature: 'warm' as const }],
  quote: [{ quoteAsked: true as const }, { stage: 'sql' as const }],
  always: 'always' as const,
};

const someone = fc.integer({ min: 0, max: 2 });
const anyAct = fc.oneof(
  fc.record({ act: fc.constant('post' as const), person: someone }),
  fc.record({ act: fc.constant('subscribe' as const), person: someone }),
  fc.record({
    act: fc.constant('learn' as const),
    person: someone,
    temperature: fc.constantFrom('cold' as const, 'warm' as const, 'hot' as const),
  }),
  fc.record({ act: fc.constant('quote' as const), person: someone }),
  fc.record({ act: fc.constant('recycled' as const), person: someone }),
  fc.record({ act: fc.constant('active' as const), person: someone }),
  fc.record({ act: fc.constant('give' as const), person: someone }),
  fc.record({ act: fc.constant('giveBack' as const), person: someone }),
  fc.record({ act: fc.constant('release' as const), person: someone }),
  fc.record({ act: fc.constant('opportunity' as const), person: someone }),
  fc.record({ act: fc.constant('task' as const), person: someone }),
  fc.record({
    act: fc.constant('publish' as const),
    level: fc.constantFrom('hot' as const, 'warm' as const, 'quote' as const, 'always' as const),
  }),
);
type Act = typeof anyAct extends fc.Arbitrary<infer One> ? One : never;

/** Leads of which something is done, with what the queues and the stream do behind it. */
async function started() {
  const floor = await worldOfMarketing(levels.hot, { floating: { perDay: 20 } });
  const { world, learn, publish, work } = floor;
  const { ask } = shopOf(world);
  const contact = (await world.config.current(formKind)).documents.get('contact');
  if (!contact) throw new Error('there is no form contact');
  world.config.add(formKind, [{ ...contact, id: FormId.parse('newsletter'), assign: 'later' as const }]);
  const members = (await world.config.current(poolKind)).documents.get('south')?.members ?? [];
  let tick = Date.parse('2026-11-23T00:00:00.000Z');
  const leadOf = (person: number) => world.leads().at(person);
  const route = async (what: string, leadId: string, body: object) => {
    const { status } = await ask(`POST /v1/leads/{leadId}/${what}`, { path: { leadId }, body });
    if (status >= 500) throw new Error(`${what}: ${status}`);
  };
  const happen = async (one: Act): Promise<void> => {
    if (one.act === 'publish') {
      publish(levels[one.level], { floating: { perDay: 20 } });
      world.project();
      tick += 60_000;
      work.push(retryAfterPublication(new Date(tick).toISOString(), new Date(tick)));
      return;
    }
    if (one.act === 'post') {
      await floor.arrive(one.person);
      return;
    }
    if (one.act === 'subscribe') {
      await world.takeIn(world.post({ ...person(one.person) }, { sourceId: SourceId.parse('newsletter') }));
      return;
    }
    const lead = leadOf(one.person);
    if (!lead) return;
    const { leadId } = lead;
    switch (one.act) {
      case 'learn':
        // A change that changes nothing is refused where it is made.
        return lead.evidence.temperature === one.temperature ? undefined : learn(leadId, { temperature: one.temperature });
      case 'quote':
        return lead.evidence.quoteAsked ? undefined : learn(leadId, { quoteAsked: true });
      case 'recycled':
        return route('status', leadId, { status: 'recycled', reason: 'notNow' });
      case 'active':
        return route('status', leadId, { status: 'active', reason: 'mistake' });
      case 'give':
        return route('owner', leadId, { repId: members[one.person]?.repId, reason: 'language' });
      case 'giveBack':
        return route('owner', leadId, { repId: null, reason: 'language' });
      case 'release':
        return route('release', leadId, { reason: 'workload' });
      case 'opportunity':
        return route('opportunities', leadId, { product: 'ban-hang' });
      case 'task':
        return route('tasks', leadId, { kind: 'call', title: 'Gọi', dueAt: '2026-12-24T02:00:00.000Z', isCallback: true });
    }
  };
  await happen({ act: 'post', person: 0 });
  await happen({ act: 'subscribe', person: 1 });
  return { ...floor, happen };
}

/** Whom notices for reps are about that were asked for. A repeat looks for whoever has something of the lead itself, and is no notice where nobody has. */
function noticed({ world }: Floor): Set<string> {
  const asked = world.sent.notice.splice(0).map(({ body }) => MailRequest.parse(body));
  return new Set(asked.filter(({ kind }) => ['assignedNotice', 'hotNotice', 'claimNotice'].includes(kind)).map(({ leadId }) => leadId));
}

/** Who is given a lead that is hot calls it for that. */
const isOfHeat = (fault: string) => fault.endsWith('has an owner without a first contact');

async function faultsOf(floor: Floor, wasMarketings: ReadonlySet<string>): Promise<string[]> {
  const { world } = floor;
  const { documents: pools } = await world.config.current(poolKind);
  const told = noticed(floor);
  const items = [...world.table.items.values()];
  const faults = [...assignmentFaults(items), ...seatFaults(items), ...taskFaults(items).filter((fault) => !isOfHeat(fault))];
  for (const lead of world.leads()) {
    const { leadId, routing, status, owner } = lead;
    const isTold = told.has(leadId);
    if (routing?.state === 'marketing') {
      const assignment = await readAssignment(world.table, leadId, leadSubject);
      if (owner !== null || (assignment && assignment.repId !== null)) faults.push(`${leadId}: marketing has it, and a rep as well`);
      if (isTold && wasMarketings.has(leadId)) faults.push(`${leadId}: marketing has it, and a rep was told`);
      if (status === 'active' && readinessOf(pools.get(routing.poolId), lead)) faults.push(`${leadId}: ready, and nobody looks for a rep`);
    }
    if (status === 'active' && routing?.state === 'waiting') faults.push(`${leadId}: waits, and its pool was not asked`);
    if ((routing?.state === 'owned') !== (owner !== null))
      faults.push(`${leadId}: ${routing?.state} and owned by ${owner?.repId ?? 'nobody'}`);
  }
  return faults;
}

const inMarketing = ({ world }: Floor) =>
  new Set<string>(world.leads().flatMap(({ leadId, routing }) => (routing?.state === 'marketing' ? [leadId] : [])));

describe('a lead in marketing', () => {
  it('has no owner and rings nobody, whatever happens to it, and once it is ready it has one rep', async () => {
    const numRuns = runs(40, 1_000);
    let ready = 0;
    let kept = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(anyAct, { minLength: 3, maxLength: 14 }), async (acts) => {
        const floor = await started();
        for (const one of acts) {
          const was = inMarketing(floor);
          await floor.happen(one);
          await floor.settle();
          expect([one, await faultsOf(floor, was)]).toEqual([one, []]);
        }
        ready += floor.told('lead.ready').length;
        kept += inMarketing(floor).size;
      }),
      { numRuns, seed },
    );
    report(`lives in marketing: ${numRuns}, ready ${ready}, kept ${kept}`);
    expect(ready).toBeGreaterThan(0);
    expect(kept).toBeGreaterThan(0);
  });

  it('is with one rep or with marketing also where what follows is killed anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyAct, { minLength: 2, maxLength: 8 }), fc.integer({ min: 1, max: 60 }), async (acts, point) => {
        const floor = await started();
        for (const one of acts) {
          await floor.happen(one);
          floor.world.fail(killAt(point));
          try {
            await floor.settle();
          } catch (error) {
            if (!(error instanceof Killed)) throw error;
          }
          floor.world.fail({});
          await floor.settle();
          expect([one, point, await faultsOf(floor, new Set())]).toEqual([one, point, []]);
        }
      }),
      { numRuns: runs(40, 1_000), seed },
    );
  });
});
