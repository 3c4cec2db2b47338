import { z } from 'zod';
import { DecisionId, LeadId, PoolId, RepId, SubjectId } from '../platform/ids.ts';

const common = {
  leadId: LeadId,
  /** What of the lead: itself, or one of its opportunities. */
  subject: SubjectId,
  version: z.number().int().positive(),
  /** The pool whose turn it was; while nobody has the subject, the one in charge of it. */
  poolId: PoolId,
  /** When the subject came into this state, to this rep. */
  since: z.string(),
};

/** How far a subject of a lead is on its way to a rep, and to which one; a lead that is new and waits has none yet. */
export const Assignment = z.discriminatedUnion('state', [
  z.object({ ...common, state: z.enum(['offered', 'owned']), repId: RepId, decisionId: DecisionId }),
  z.object({
    ...common,
    state: z.enum(['marketing', 'waiting', 'floating', 'ended']),
    repId: z.null(),
    /** The decision by which nobody could take it, of a subject that waits; null on the way to a decision. */
    decisionId: DecisionId.nullable(),
    /** When the first rep of its pool begins, for whom it waits. @default - nobody knows */
    until: z.string().exactOptional(),
  }),
]);
export type Assignment = z.infer<typeof Assignment>;

/** Where a subject goes. */
export type AssignmentTarget =
  | Pick<Assignment & { repId: RepId }, 'state' | 'poolId' | 'repId' | 'decisionId'>
  | Pick<Assignment & { repId: null }, 'state' | 'poolId' | 'repId' | 'decisionId' | 'until'>;
