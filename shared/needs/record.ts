import { z } from 'zod';
import { Actor } from '../../events/index.ts';
import { LeadId, OpportunityId, PipelineId, PipelineStageId, PoolId, PurchaseId, RepId, SubjectId } from '../platform/ids.ts';
import { Money } from '../platform/money.ts';

export const OpportunityState = z.enum(['open', 'won', 'lost']);
export type OpportunityState = z.infer<typeof OpportunityState>;

/** What was offered to the person. */
export const Proposal = z.object({
  /** Of the product; null: what was offered is no package. */
  packageId: z.string().nullable(),
  file: z.object({ name: z.string(), url: z.string().nullable() }).nullable(),
  sentAt: z.string(),
});
export type Proposal = z.infer<typeof Proposal>;

/** One need of a lead, and how far its sale is. */
export const Opportunity = z.object({
  opportunityId: OpportunityId,
  /** The lead that it lies under; one that was merged since stands for the lead that is left. */
  leadId: LeadId,
  version: z.number().int().positive(),
  /** The id of a product, or the words that were given for one that nobody lists. */
  product: z.string().nullable(),
  pipelineId: PipelineId,
  stageId: PipelineStageId,
  stageSince: z.string(),
  amount: Money.nullable(),
  /** yyyy-mm-dd. */
  expectedClose: z.string().nullable(),
  proposal: Proposal.nullable(),
  state: OpportunityState,
  /** When it was won or lost, why, and whose it was then; null while it is open. */
  closed: z.object({ at: z.string(), reason: z.string().nullable(), repId: RepId.nullable() }).nullable(),
  openedAt: z.string(),
  openedBy: Actor,
  /** When sales took it on. */
  acceptedAt: z.string().nullable(),
  /** What it is assigned with: the lead, where it is the need that the lead came with, or a subject of its own. */
  subject: SubjectId,
  /** A copy of its assignment, by which boards list it. */
  owner: RepId.nullable(),
  poolId: PoolId.nullable(),
  /** Who had it last, while nobody has it; absent where nobody ever had. */
  lastOwner: RepId.optional(),
  /** Orders that were recorded for it, the latest last; absent where none was. */
  purchaseIds: z.array(PurchaseId).optional(),
  updatedAt: z.string(),
});
export type Opportunity = z.infer<typeof Opportunity>;
