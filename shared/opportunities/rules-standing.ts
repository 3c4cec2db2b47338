import type { LeadEvidence } from '../leads/index.ts';
import type { Opportunity } from '../needs/index.ts';
import type { SalesRules } from './rules-pipeline.ts';

/** Returns what an entry tells of an opportunity: nothing that people wrote in their own words. */
export function standingOf(opportunity: Opportunity, { products }: Pick<SalesRules, 'products'>) {
  const { product, pipelineId, stageId, amount, expectedClose, proposal, acceptedAt } = opportunity;
  const isListed = [...products.values()].some(({ packages }) => packages.some(({ id }) => id === proposal?.packageId));
  return {
    product: product !== null && products.has(product) ? product : null,
    pipeline: pipelineId,
    stage: stageId,
    amount,
    expectedClose,
    package: isListed ? (proposal?.packageId ?? null) : null,
    accepted: acceptedAt !== null,
  };
}

/** What a person may say of an opportunity beside its state. */
type Field = 'product' | 'stage' | 'amount' | 'expectedClose' | 'proposal' | 'accepted';

/** Names what of an opportunity changed beside its state; a sale that is won was taken on, which nobody needs to be told. */
export function changedFields(before: Opportunity, after: Opportunity): Field[] {
  const values = ({
    product,
    pipelineId,
    stageId,
    amount,
    expectedClose,
    proposal,
    acceptedAt,
    state,
  }: Opportunity): Record<Field, unknown> => ({
    product,
    stage: [pipelineId, stageId],
    amount,
    expectedClose,
    proposal,
    accepted: after.state === 'won' && state !== 'won' ? after.acceptedAt : acceptedAt,
  });
  const [had, has] = [values(before), values(after)];
  const fields: readonly Field[] = ['product', 'stage', 'amount', 'expectedClose', 'proposal', 'accepted'];
  return fields.filter((field) => JSON.stringify(had[field]) !== JSON.stringify(has[field]));
}

type Counts = LeadEvidence['opportunities'];

/** Returns the counts of a lead's evidence after one of its opportunities changed, or was opened (`before` null). */
export function countedWith(counts: Counts, before: Opportunity | null, after: Opportunity): Counts {
  const [had, has] = [countsOf(before), countsOf(after)];
  return {
    open: counts.open - had.open + has.open,
    accepted: counts.accepted - had.accepted + has.accepted,
    won: counts.won - had.won + has.won,
  };
}

/** What one opportunity counts; a lost one that sales had taken on stays one that they took on. */
function countsOf(opportunity: Opportunity | null): Counts {
  if (!opportunity) return { open: 0, accepted: 0, won: 0 };
  const { state, acceptedAt } = opportunity;
  return { open: state === 'open' ? 1 : 0, accepted: acceptedAt === null ? 0 : 1, won: state === 'won' ? 1 : 0 };
}
