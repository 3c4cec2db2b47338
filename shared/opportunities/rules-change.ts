import type { Opportunity, OpportunityState, Proposal } from '../needs/index.ts';
import type { PipelineStageId, RepId } from '../platform/ids.ts';
import type { Money } from '../platform/money.ts';
import type { PipelineConfig } from './pipeline-config.ts';
import { isClosed, noPipeline, reasonFault, reasonOfNothing, unknownPackage, unknownStage } from './rules-faults.ts';
import { productOf } from './rules-open.ts';
import { pipelineFor, type SalesRules, stageNamed } from './rules-pipeline.ts';

/** What somebody says of an opportunity; what is not named stays, null takes it away. */
export interface ChangeWish {
  readonly product?: string | null | undefined;
  readonly stage?: PipelineStageId | undefined;
  readonly amount?: Money | null | undefined;
  readonly expectedClose?: string | null | undefined;
  readonly proposal?: Proposal | null | undefined;
  /** Sales takes it on, or takes back that it did. */
  readonly accepted?: boolean | undefined;
  readonly state?: OpportunityState | undefined;
  /** Why it was won or lost. */
  readonly reason?: string | undefined;
}

/**
 * Returns an opportunity as a wish makes it; the very same one where it changes nothing. A closed one is opened again before anything else.
 * @param owner who has it now, else who had it last
 * @throws InvalidInputError; NotPossibleNowError
 */
export function changed(before: Opportunity, wish: ChangeWish, rules: SalesRules, at: Date, owner: RepId | null): Opportunity {
  const state = wish.state ?? before.state;
  if (before.state !== 'open' && state !== 'open') {
    if (isSaidAlready(before, wish)) return before;
    throw isClosed(before.state);
  }
  const now = at.toISOString();
  const open: Opportunity = { ...before, state: 'open', closed: null };
  const product = wish.product === undefined ? before.product : productOf(wish.product, rules);
  const placed = placedIn({ ...open, product }, wish.stage, rules, now);
  const offered = withOffer(placed.opportunity, wish, rules);
  const accepted = withAcceptance(offered, wish.accepted ?? (state === 'won' ? true : undefined), now);
  const after = closedAs(accepted, state, wish.reason, placed.pipeline, { at: now, repId: owner });
  return isSame(before, after) ? before : { ...after, version: before.version + 1, updatedAt: now };
}

/** Said twice, a loss is lost once. */
function isSaidAlready({ state, closed }: Opportunity, { state: said, reason, ...rest }: ChangeWish): boolean {
  const isAlone = Object.values(rest).every((value) => value === undefined);
  return isAlone && said === state && (reason === undefined || reason === closed?.reason);
}

/** A product of another pipeline brings the opportunity to the first stage of that one, unless another is named. */
function placedIn(
  opportunity: Opportunity,
  wished: PipelineStageId | undefined,
  rules: SalesRules,
  now: string,
): { readonly opportunity: Opportunity; readonly pipeline: PipelineConfig } {
  const pipeline = pipelineFor(opportunity.product, rules);
  if (!pipeline) throw noPipeline();
  const stays = pipeline.id === opportunity.pipelineId ? opportunity.stageId : pipeline.stages[0]?.id;
  const stageId = wished ?? stays;
  // One that the configuration does not list any more may stay where it is.
  if (stageId === undefined || (stageId !== stays && !stageNamed(pipeline, stageId))) throw unknownStage(pipeline);
  const isMoved = stageId !== opportunity.stageId || pipeline.id !== opportunity.pipelineId;
  const stageSince = isMoved ? now : opportunity.stageSince;
  return { pipeline, opportunity: { ...opportunity, pipelineId: pipeline.id, stageId, stageSince } };
}

function withOffer(opportunity: Opportunity, wish: ChangeWish, { products }: SalesRules): Opportunity {
  const { amount = opportunity.amount, expectedClose = opportunity.expectedClose, proposal = opportunity.proposal } = wish;
  const offered = wish.proposal?.packageId ?? null;
  if (offered === null) return { ...opportunity, amount, expectedClose, proposal };
  const ofProduct = products.get(opportunity.product ?? '');
  const packages = (ofProduct ? [ofProduct] : [...products.values()]).flatMap((product) => product.packages);
  const named = packages.find(({ id }) => id === offered);
  if (!named) throw unknownPackage(packages.map(({ id }) => id));
  // What is offered is worth its price until somebody knows better.
  return { ...opportunity, amount: amount ?? (wish.amount === undefined ? named.price : null), expectedClose, proposal };
}

function withAcceptance(opportunity: Opportunity, accepted: boolean | undefined, now: string): Opportunity {
  if (accepted === undefined) return opportunity;
  return { ...opportunity, acceptedAt: accepted ? (opportunity.acceptedAt ?? now) : null };
}

function closedAs(
  opportunity: Opportunity,
  state: OpportunityState,
  reason: string | undefined,
  { lostReasons, wonReasons }: PipelineConfig,
  by: { readonly at: string; readonly repId: RepId | null },
): Opportunity {
  if (state === 'open') {
    if (reason !== undefined) throw reasonOfNothing();
    return opportunity;
  }
  const reasons = state === 'won' ? wonReasons : lostReasons;
  const isAsked = reasons.length > 0;
  if (isAsked ? !reasons.some(({ id }) => id === reason) : reason !== undefined) throw reasonFault(reasons);
  return { ...opportunity, state, closed: { at: by.at, reason: reason ?? null, repId: by.repId } };
}

/** Whoever sends a change again, or says what is known, changes nothing. */
function isSame(before: Opportunity, after: Opportunity): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}
