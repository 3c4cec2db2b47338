import type { Actor } from '../../events/index.ts';
import type { Opportunity } from '../needs/index.ts';
import type { LeadId, OpportunityId, PipelineStageId } from '../platform/ids.ts';
import type { Money } from '../platform/money.ts';
import { productNamed } from '../products/index.ts';
import { noPipeline, unknownStage } from './rules-faults.ts';
import { pipelineFor, type SalesRules, stageNamed } from './rules-pipeline.ts';

/** What is known of a need when it becomes an opportunity. */
export interface OpeningWish {
  /** Any word of a product, or of none that is listed. */
  readonly product?: string | null | undefined;
  /** @default - the first of the pipeline */
  readonly stage?: PipelineStageId | undefined;
  readonly amount?: Money | null | undefined;
  readonly expectedClose?: string | null | undefined;
  /** Sales takes it on at once. @default false */
  readonly accepted?: boolean | undefined;
}

/** Whose it is: a copy of its assignment. */
export type AssignedTo = Pick<Opportunity, 'subject' | 'owner' | 'poolId'>;

export interface Opening {
  readonly opportunityId: OpportunityId;
  readonly leadId: LeadId;
  readonly wish: OpeningWish;
  readonly by: Actor;
  readonly assigned: AssignedTo;
  readonly at: Date;
}

/** Makes an opportunity, at the first stage of its product's pipeline unless another is named. @throws InvalidInputError */
export function opened({ opportunityId, leadId, wish, by, assigned, at }: Opening, rules: SalesRules): Opportunity {
  const product = productOf(wish.product ?? null, rules);
  const pipeline = pipelineFor(product, rules);
  if (!pipeline) throw noPipeline();
  const stage = wish.stage === undefined ? pipeline.stages[0] : stageNamed(pipeline, wish.stage);
  if (!stage) throw unknownStage(pipeline);
  const now = at.toISOString();
  return {
    opportunityId,
    leadId,
    version: 1,
    product,
    pipelineId: pipeline.id,
    stageId: stage.id,
    stageSince: now,
    amount: wish.amount ?? null,
    expectedClose: wish.expectedClose ?? null,
    proposal: null,
    state: 'open',
    closed: null,
    openedAt: now,
    openedBy: by,
    acceptedAt: wish.accepted ? now : null,
    ...assigned,
    updatedAt: now,
  };
}

/** Returns the id of the product that a word names, or the word itself. */
export function productOf(word: string | null, { products }: Pick<SalesRules, 'products'>): string | null {
  return word === null ? null : (productNamed(word, products)?.id ?? word);
}
