import { z } from 'zod';
import { DecisionId, LeadId, PoolId, RepId, SubjectId } from '../platform/ids.ts';

/** An offer that a rep has let pass. */
export const PassedOffer = z.object({
  repId: RepId,
  poolId: PoolId,
  decisionId: DecisionId,
  /** When it ended. */
  at: z.string(),
  how: z.enum(['declined', 'expired']),
  /** True where the rep was away: it is not held against them, and they may be asked again. @default - they were there */
  isExcused: z.literal(true).exactOptional(),
  offeredAt: z.string(),
  slaDueAt: z.string(),
  /** What the ledger of its pool is still to take back of what the rep was credited with. @default - nothing */
  creditDue: z.number().positive().exactOptional(),
});
export type PassedOffer = z.infer<typeof PassedOffer>;

/** How a rep has a subject that no decision gave to them. */
export const Given = z.object({
  how: z.enum(['hand', 'claim', 'open', 'split', 'handOver', 'undo', 'manual', 'import']),
  /** The user who gave it, or took it. */
  by: z.string(),
  /** What the rep is credited with for it in the ledger of the pool; 0: it still counts for whoever had it before. */
  credit: z.number().nonnegative(),
});
export type Given = z.infer<typeof Given>;

/** What whoever accepts first has, of the reps whom a decision let. Once it went by turn it stays known, so that nobody is asked so again. */
export const OpenClaim = z.object({
  poolId: PoolId,
  decisionId: DecisionId,
  /** From when on it goes by turn. */
  until: z.string(),
});
export type OpenClaim = z.infer<typeof OpenClaim>;

const common = {
  leadId: LeadId,
  /** What of the lead: itself, or one of its opportunities. */
  subject: SubjectId,
  version: z.number().int().positive(),
  /** The pool whose turn it was; while nobody has the subject, the one in charge of it. */
  poolId: PoolId,
  /** When the subject came into this state, to this rep. */
  since: z.string(),
  /** The offers that reps have let pass lately, the oldest first. @default - none */
  passed: z.array(PassedOffer).exactOptional(),
};

/** How far a subject of a lead is on its way to a rep, and to which one; a lead that is new and waits has none yet. */
export const Assignment = z.discriminatedUnion('state', [
  z.object({
    ...common,
    state: z.enum(['offered', 'owned']),
    repId: RepId,
    decisionId: DecisionId,
    /** Until when the rep has to accept it, of an offer. */
    slaDueAt: z.string().exactOptional(),
    /** Until when no rule takes it from the rep, who has reached out to the person. @default - nobody has yet, or the pool protects nothing */
    protectedUntil: z.string().exactOptional(),
    /** Of what somebody gave. @default - a decision gave it */
    given: Given.exactOptional(),
    /** True while it counts in the rep's hand. @default - it was not counted, or is no longer */
    counted: z.literal(true).exactOptional(),
  }),
  z.object({
    ...common,
    state: z.enum(['marketing', 'waiting', 'floating', 'ended']),
    repId: z.null(),
    /** The decision by which nobody could take it, of a subject that waits; null on the way to a decision. */
    decisionId: DecisionId.nullable(),
    /** When the first rep of its pool begins, for whom it waits. @default - nobody knows */
    until: z.string().exactOptional(),
    /** Of what waits: who may accept it first, or might. @default - it was open to nobody */
    claim: OpenClaim.exactOptional(),
  }),
]);
export type Assignment = z.infer<typeof Assignment>;

type Held = Pick<Assignment & { repId: RepId }, 'poolId' | 'repId' | 'decisionId' | 'protectedUntil' | 'passed' | 'given'>;

/** Where a subject goes. `passed`: as it is to stand from now on. @default - as it stood */
export type AssignmentTarget =
  // When the rep is reminded of it, where their pool says so, is kept by their task.
  | (Held & { readonly state: 'offered'; readonly slaDueAt: string; readonly remindAt?: string })
  // By when the rep is to have reached out, which their task keeps.
  | (Held & { readonly state: 'owned'; readonly contactDueAt: string })
  | (Pick<Assignment & { repId: null }, 'state' | 'poolId' | 'repId' | 'decisionId' | 'until' | 'passed' | 'claim'> & WaitsAgain);

/** Of what waits again as if nobody had had it. */
interface WaitsAgain {
  /** Since when. @default - since this move */
  readonly since?: string;
}
