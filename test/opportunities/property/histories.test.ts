import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { defaultConfig } from '../../../config/index.ts';
import { type EntryDraft, noEvidence, type TimelineEntry } from '../../../shared/leads/index.ts';
import {
  assignedWithLead,
  type ChangeWish,
  changed,
  changeEntries,
  countedWith,
  type Opportunity,
  opened,
  openedEntry,
  type SalesRules,
} from '../../../shared/opportunities/index.ts';
import { PipelineConfig } from '../../../shared/opportunities/pipeline-config.ts';
import { standingOf } from '../../../shared/opportunities/rules-standing.ts';
import { InvalidInputError, NotPossibleNowError } from '../../../shared/platform/errors.ts';
import { EntryId, LeadId, OpportunityId, PipelineStageId } from '../../../shared/platform/ids.ts';
import { ProductConfig } from '../../../shared/products/product-config.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { report, runs, seed } from '../../support/seeded.ts';

const defaults: Readonly<Record<string, readonly unknown[]>> = defaultConfig;
const rules: SalesRules = {
  products: new Map((defaults.products ?? []).map((one) => ProductConfig.parse(one)).map((one) => [one.id, one])),
  pipelines: new Map((defaults.pipelines ?? []).map((one) => PipelineConfig.parse(one)).map((one) => [one.id, one])),
};
const lead = sampleLead();
const leadId = LeadId.parse('L1');
const at = (step: number) => new Date(Date.parse('2026-11-22T03:00:00Z') + step * 60_000);

const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 2 });
const stage = fc
  .constantFrom('new', 'demo', 'proposal', 'negotiation', 'survey', 'contract', 'none')
  .map((id) => PipelineStageId.parse(id));
const product = fc.constantFrom(null, 'ban-hang', 'POS', 'kho-san-xuat', 'máy in của cô Hường');
const amount = fc.option(fc.record({ amount: fc.nat(), currency: fc.constantFrom('VND', 'USD') }), { nil: null });
const anyWish: fc.Arbitrary<ChangeWish> = fc.record({
  product: maybe(product),
  stage: maybe(stage),
  amount: maybe(amount),
  expectedClose: maybe(fc.constantFrom(null, '2026-12-31', '2027-01-15')),
  proposal: maybe(
    fc.option(
      fc.record({
        packageId: fc.constantFrom(null, 'kho', 'ban-hang-co-ban'),
        file: fc.constant(null),
        sentAt: fc.constant('2026-11-22T03:00:00Z'),
      }),
      { nil: null },
    ),
  ),
  accepted: maybe(fc.boolean()),
  state: maybe(fc.constantFrom('open', 'won', 'lost')),
  reason: maybe(fc.constantFrom('price', 'postponed', 'weather')),
});

/** How the entries of an opportunity say that it stands. */
interface Told {
  readonly state: string;
  readonly reason: unknown;
  readonly standing: unknown;
}

function fold(told: Told | null, { type, data }: TimelineEntry): Told {
  const { standing, reason = null } = data;
  const state = { 'opportunity.won': 'won', 'opportunity.lost': 'lost', 'opportunity.changed': told?.state ?? 'open' }[type] ?? 'open';
  return { state, standing, reason: state === 'open' ? null : type === 'opportunity.changed' ? (told?.reason ?? null) : reason };
}

/** The entries of one step, as the store would keep them. */
function entriesAt(step: number, drafts: readonly EntryDraft[]): TimelineEntry[] {
  const change = {
    leadId,
    leadVersion: 1,
    at: at(step),
    actor: { kind: 'user', id: 'mai' },
    correlationId: 'c',
    causationId: 'c',
  } as const;
  return drafts.map((draft) => draft(change, { entryId: () => EntryId.parse('T1') }));
}

const isRefusal = (error: unknown) => error instanceof InvalidInputError || error instanceof NotPossibleNowError;

describe('an opportunity, whatever is said of it', () => {
  it('stands as its entries tell, is at a stage of its pipeline, and counts once', () => {
    const numRuns = runs(2_000, 100_000);
    let steps = 0;
    let refused = 0;
    fc.assert(
      fc.property(product, fc.boolean(), fc.array(anyWish, { maxLength: 12 }), (first, accepted, wishes) => {
        const opportunityId = OpportunityId.parse('L1-1');
        const by = { kind: 'user', id: 'mai' } as const;
        let now: Opportunity = opened(
          { opportunityId, leadId, wish: { product: first, accepted }, by, assigned: assignedWithLead(lead), at: at(0) },
          rules,
        );
        let counts = countedWith(noEvidence.opportunities, null, now);
        const entries = entriesAt(0, [openedEntry(now, rules)]);
        for (const [index, wish] of wishes.entries()) {
          steps += 1;
          let next: Opportunity;
          try {
            next = changed(now, wish, rules, at(index + 1), lead.owner?.repId ?? null);
          } catch (error) {
            if (!isRefusal(error)) throw error;
            refused += 1;
            continue;
          }
          const told = next === now ? [] : entriesAt(index + 1, changeEntries(now, next, rules));
          if (next !== now && told.length === 0) throw new Error('a change is told by no entry');
          counts = countedWith(counts, now, next);
          entries.push(...told);
          // A sale that sales took on stays one until somebody says otherwise.
          if (now.acceptedAt !== null && next.acceptedAt !== now.acceptedAt && wish.accepted !== false)
            throw new Error('an acceptance moved');
          if (next !== now && next.version !== now.version + 1) throw new Error('a version was left out');
          now = next;
        }

        const pipeline = rules.pipelines.get(now.pipelineId);
        expect(entries.reduce<Told | null>(fold, null)).toEqual({
          state: now.state,
          reason: now.closed?.reason ?? null,
          standing: standingOf(now, rules),
        });
        expect(pipeline?.stages.map(({ id }) => id)).toContain(now.stageId);
        expect(counts).toEqual(countedWith(noEvidence.opportunities, null, now));
        expect(now.state === 'open').toBe(now.closed === null);
        expect(JSON.stringify(entries)).not.toContain('Hường');
      }),
      { numRuns, seed },
    );
    report(`${numRuns} histories of opportunities with ${steps} changes, ${refused} of them refused`);
  });
});
