import { z } from 'zod';
import { LeadRouting } from '../leads/index.ts';
import { DecisionId, LeadId, PoolId, RepId } from '../platform/ids.ts';

/** Why a candidate was left out. New gates (leave, hours, capacity, ability) add their code here and a sentence beside it. */
export const RejectReason = z.enum(['inactive', 'unknownRep']);
export type RejectReason = z.infer<typeof RejectReason>;

/** One rep of the pool as the decision saw it, before the choice. */
export const Candidate = z.object({
  repId: RepId,
  weight: z.number().int().positive(),
  /** Share of the present window (the time in which nobody joined, left or changed weight) minus given, in leads × sum of weights. */
  level: z.number(),
  /** Leads owed over the long run, windows and absences included; negative for a rep who is ahead. */
  owed: z.number(),
  /** What the rep has been given so far in this pool. */
  credits: z.number(),
  rejected: RejectReason.nullable(),
});
export type Candidate = z.infer<typeof Candidate>;

export const DecisionReason = z.enum(['turn', 'onlyCandidate', 'noCandidate', 'poolUnknown']);
export type DecisionReason = z.infer<typeof DecisionReason>;

/** The record of a routing choice: enough to make it again and get the same answer. */
export const Decision = z.object({
  decisionId: DecisionId,
  leadId: LeadId,
  at: z.string(),
  poolId: PoolId,
  /** Version of the pool's ledger that was read. */
  poolVersion: z.number().int().nonnegative(),
  /** How the lead came to this pool. */
  routing: LeadRouting,
  region: z.object({ provinceCode: z.string().nullable(), macroRegion: z.string().nullable(), reason: z.string() }),
  products: z.array(z.string()),
  poolsVersion: z.number().int(),
  repsVersion: z.number().int(),
  credit: z.number().positive(),
  candidates: z.array(Candidate),
  chosen: RepId.nullable(),
  reason: DecisionReason,
});
export type Decision = z.infer<typeof Decision>;

/** The pool's ledger: whose turn it is and what each rep was given. Written by the pool's single writer only. */
export const PoolState = z.object({
  poolId: PoolId,
  version: z.number().int().nonnegative(),
  /** `weight` is 0 for reps who do not take part in the present window. */
  members: z.record(z.string(), z.object({ weight: z.number(), level: z.number(), owed: z.number(), credits: z.number() })),
});
export type PoolState = z.infer<typeof PoolState>;
