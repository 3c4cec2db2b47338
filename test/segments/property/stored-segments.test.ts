import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { noEvidence } from '../../../shared/leads/index.ts';
import { hoursMs } from '../../../shared/platform/clock.ts';
import { LeadId, PurchaseId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { dyingTable } from '../../support/dying-table.ts';
import { Killed } from '../../support/effects.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { report, runs, seed } from '../../support/seeded.ts';
import { SegmentWorld } from '../../support/segment-world.ts';

const rules = [
  { temperature: ['hot'] },
  { stage: ['customer', 'repeat'], lastPaid: { beforeDays: 10 } },
  { active: { withinDays: 3 } },
  { active: { beforeDays: 20 }, not: { status: ['disqualified'] } },
  { created: { withinDays: 7 }, any: [{ temperature: ['warm', 'hot'] }, { region: ['south'] }] },
  { netPaid: { currency: 'VND', atLeast: 500 } },
  { not: { any: [{ bought: ['ban-hang'] }, { active: { withinDays: 30 } }] } },
  { stageSince: { beforeDays: 2, withinDays: 9 }, stage: ['mql', 'customer'] },
  { tag: ['vip'] },
];
const ids = ['a', 'b', 'c', 'd'];

const anySegments = fc
  .record({ chosen: fc.array(fc.nat({ max: rules.length - 1 }), { minLength: 1, maxLength: ids.length }) })
  .map(({ chosen }) => chosen.map((rule, place) => ({ id: ids[place], names: { vi: 'Nhóm', en: 'Group' }, rule: rules[rule] })));

const whose = fc.nat({ max: 7 });
const anyStep = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('change' as const),
      whose,
      to: fc.record({
        stage: fc.constantFrom('lead', 'mql', 'customer'),
        temperature: fc.constantFrom('cold', 'warm', 'hot'),
        status: fc.constantFrom('active', 'disqualified'),
        isVip: fc.boolean(),
        isLarge: fc.boolean(),
      }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('act' as const), whose }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('pay' as const), whose, amount: fc.integer({ min: 1, max: 900 }), isBack: fc.boolean() }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('pass' as const), hours: fc.constantFrom(0.001, 1, 24, 72, 500) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('publish' as const), segments: anySegments }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('hear' as const), isTwice: fc.boolean(), isOld: fc.boolean() }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('work' as const),
      turn: fc.nat(),
      isTwice: fc.boolean(),
      isOld: fc.boolean(),
      diesAt: fc.option(fc.integer({ min: 1, max: 24 }), { nil: null }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('erase' as const), whose }) },
);
type Step = typeof anyStep extends fc.Arbitrary<infer One> ? One : never;

const idOf = (whose: number) => LeadId.parse(`L${whose}`);

/** Does one step; what dies comes again. */
async function live(step: Step, world: SegmentWorld, gone: Set<number>): Promise<void> {
  // Nobody comes back under an id that was erased.
  if ('whose' in step && gone.has(step.whose)) return;
  switch (step.kind) {
    case 'change': {
      const { stage, temperature, status, isVip, isLarge } = step.to;
      const leadId = idOf(step.whose);
      const at = world.now.toISOString();
      const before = world.leads().find((lead) => lead.leadId === leadId) ?? sampleLead({ leadId, version: 1, createdAt: at });
      const moved = before.stage === stage ? {} : { stage, moved: { at, by: 'evidence' as const } };
      const evidence = { ...noEvidence, ...before.evidence, temperature };
      const extra = isLarge ? { question: 'x'.repeat(200) } : {};
      const company = isLarge ? 'Công ty '.repeat(60) : null;
      world.put({ ...before, ...moved, status, evidence, extra, company, tags: isVip ? ['vip'] : [], version: before.version + 1 });
      return;
    }
    case 'act':
      if (world.leads().some(({ leadId }) => leadId === idOf(step.whose))) world.post(idOf(step.whose), world.now.toISOString());
      return;
    case 'pay': {
      if (!world.leads().some(({ leadId }) => leadId === idOf(step.whose))) return;
      pay(world, idOf(step.whose), step.amount, step.isBack);
      return;
    }
    case 'pass':
      world.pass(step.hours * hoursMs);
      world.fire();
      return;
    case 'publish':
      world.publish(...step.segments);
      return;
    case 'hear': {
      const records = world.records.splice(0, Math.ceil(world.records.length / 2));
      if (records.length === 0) return;
      await world.hear(records, step.isOld ? world.oldConfig : world.config);
      if (step.isTwice) world.records.push(...records);
      return;
    }
    case 'work': {
      const due = world.due();
      const [message] = due.splice(step.turn % Math.max(1, due.length), 1);
      for (const later of due) world.ask({ body: later.body });
      if (!message) return;
      try {
        await world.work(message, dyingTable(world.table, step.diesAt), step.isOld ? world.oldConfig : world.config);
        if (step.isTwice) world.ask({ body: message.body });
      } catch (error) {
        if (!(error instanceof Killed) && !String(error).includes('not in force here yet')) throw error;
        world.ask({ body: message.body });
      }
      return;
    }
    case 'erase': {
      gone.add(step.whose);
      const stood = world.leads().some(({ leadId }) => leadId === idOf(step.whose));
      for (const { pk, sk } of world.table.all().filter(({ pk, sk }) => pk === `LEAD#${idOf(step.whose)}` && sk !== 'LEAD')) {
        world.table.remove({ pk: String(pk), sk: String(sk) });
      }
      if (stood) world.erase(idOf(step.whose));
    }
  }
}

function pay(world: SegmentWorld, leadId: LeadId, amount: number, isBack: boolean): void {
  const key = keys.purchase(leadId, PurchaseId.parse(`shop~${'d'.repeat(27)}`));
  const stood = world.table.items.get(`${key.pk} ${key.sk}`);
  const at = world.now.toISOString();
  const facts = [...[stood?.facts ?? []].flat()];
  const factId = `f${facts.length}`;
  facts.push(...(facts.length === 0 ? [{ factId: 'f', kind: 'ordered', at, amount: 400, items: [{ product: 'pos', quantity: 1 }] }] : []), {
    factId,
    kind: isBack ? 'refunded' : 'paid',
    at,
    amount,
  });
  const base = { version: Number(stood?.version ?? 0) + 1, source: 'shop', orderId: 'order', currency: 'VND', recordedAt: at };
  if (facts.length < 100) world.change(key, { ...key, ...base, facts });
}

describe('segments as they are kept', () => {
  it('hold whom their rules fit, whatever happened, in whatever order it was heard of, and wherever somebody died', async () => {
    let steps = 0;
    let moves = 0;
    await fc.assert(
      fc.asyncProperty(anySegments, fc.array(anyStep, { minLength: 20, maxLength: 120 }), async (segments, life) => {
        const world = new SegmentWorld(...segments);
        const gone = new Set<number>();
        for (const step of life) await live(step, world, gone);

        await world.settle();

        expect(world.stored()).toEqual(await world.recomputed());
        steps += life.length;
        moves += world.told().length;
      }),
      { numRuns: runs(40, 250), seed },
    );
    report(`segments: ${steps} steps, ${moves} movements`);
  });
});
