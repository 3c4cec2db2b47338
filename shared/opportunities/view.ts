import type { OpportunityView } from '../../api/opportunities/opportunity-view.ts';
import { type Principal, seesContactDetails } from '../access/index.ts';
import type { Both } from '../leads/event-sentence.ts';
import type { Opportunity } from '../needs/index.ts';
import type { FoundOpportunity } from './find-opportunity.ts';
import { holderOf } from './rules-owner.ts';
import { type SalesRules, stageNamed } from './rules-pipeline.ts';

/** What the configuration calls things. */
export interface OpportunityNames extends SalesRules {
  readonly reps: ReadonlyMap<string, { readonly name: string }>;
}

/** An opportunity as the contract shows it; what is not configured any more is called by its id. */
export function opportunityView({ opportunity, lead }: FoundOpportunity, principal: Principal, names: OpportunityNames): OpportunityView {
  const { opportunityId, pipelineId, stageId, stageSince, amount, expectedClose, state } = opportunity;
  const { openedAt, openedBy, acceptedAt, updatedAt, version } = opportunity;
  const pipeline = names.pipelines.get(pipelineId);
  const stage = stageNamed(pipeline, stageId);
  const { owner, poolId } = holderOf(opportunity, lead);
  return {
    opportunityId,
    leadId: lead.leadId,
    fullName: seesContactDetails(principal) ? lead.fullName : null,
    product: productView(opportunity, names),
    pipeline: { id: pipelineId, name: pipeline?.names ?? itself(pipelineId) },
    stage: { id: stageId, name: stage?.names ?? itself(stageId), probability: stage?.probability ?? null, since: stageSince },
    amount,
    expectedClose,
    proposal: proposalView(opportunity, names),
    state,
    closed: closedView(opportunity, names),
    openedAt,
    openedBy,
    acceptedAt,
    owner: ownerView(owner, names),
    poolId,
    purchaseIds: opportunity.purchaseIds ?? [],
    updatedAt,
    version,
  };
}

const itself = (id: string): Both => ({ vi: id, en: id });

function ownerView(owner: Opportunity['owner'], { reps }: OpportunityNames): OpportunityView['owner'] {
  return owner === null ? null : { repId: owner, name: reps.get(owner)?.name ?? null };
}

function productView({ product }: Opportunity, { products }: OpportunityNames): OpportunityView['product'] {
  if (product === null) return null;
  const known = products.get(product);
  return known ? { id: known.id, name: known.names } : { id: null, name: itself(product) };
}

function proposalView({ proposal }: Opportunity, { products }: OpportunityNames): OpportunityView['proposal'] {
  if (!proposal) return null;
  const { packageId, file, sentAt } = proposal;
  const packages = [...products.values()].flatMap((product) => product.packages);
  const names = packages.find(({ id }) => id === packageId)?.names;
  return { package: packageId === null ? null : { id: packageId, name: names ?? itself(packageId) }, file, sentAt };
}

function closedView({ closed, pipelineId, state }: Opportunity, names: OpportunityNames): OpportunityView['closed'] {
  if (!closed) return null;
  const { at, reason } = closed;
  const rep = ownerView(closed.repId, names);
  if (reason === null) return { at, reason: null, rep };
  const pipeline = names.pipelines.get(pipelineId);
  const called = (state === 'won' ? pipeline?.wonReasons : pipeline?.lostReasons)?.find(({ id }) => id === reason)?.names;
  return { at, reason: { id: reason, name: called ?? itself(reason) }, rep };
}
