import { z } from 'zod';
import { ConsentGrant, LeadStatus } from '../leads/record.ts';
import { PhoneDigest } from '../platform/digests.ts';
import { LeadId, LoggedCallId, RepId, SubjectId, TaskName } from '../platform/ids.ts';
import { type OutcomeConfig, OutcomeId } from './outcome-config.ts';

/** A call of a colleague to a lead, as it was logged, with what has to be put back when it was a mistake. */
export const LoggedCall = z.object({
  leadId: LeadId,
  callId: LoggedCallId,
  /** When it was. */
  at: z.iso.datetime(),
  loggedAt: z.iso.datetime(),
  /** The user who logged it; null of `repId`: no rep. */
  by: z.string(),
  repId: RepId.nullable(),
  outcome: OutcomeId,
  /** By the rules when it was logged. */
  isReached: z.boolean(),
  durationMs: z.number().int().nonnegative().nullable(),
  /** Which number was called, by its digest. @default - nobody knows */
  phone: PhoneDigest.exactOptional(),
  note: z.string().nullable(),
  /** When the person wants to be called again. */
  callbackAt: z.iso.datetime().nullable(),
  /** What of the lead it was about. */
  subject: SubjectId,
  /** What followed by the rules of the outcome. */
  following: z.enum(['nothing', 'next', 'recall', 'float', 'recycle', 'retire', 'disqualify']),
  /** Until when it protects what its author has. @default - it does not, or a call before it does */
  protectedUntil: z.iso.datetime().exactOptional(),
  /** Tasks that it ended. */
  ended: z.array(TaskName),
  /** The status that it took the lead out of; null: it left it. */
  statusBefore: LeadStatus.nullable(),
  /** What the person had agreed to until they refused to be contacted; null: nothing; absent: they did not refuse. */
  consentBefore: ConsentGrant.nullable().optional(),
});
export type LoggedCall = z.infer<typeof LoggedCall>;

/**
 * Tells whether a call proves that its number reaches the person of the lead: somebody was spoken to, by an outcome that does not show that the lead is none.
 */
export function provesNumber(
  { phone, isReached, outcome, following }: LoggedCall,
  outcomes: ReadonlyMap<string, Pick<OutcomeConfig, 'afterwards'>>,
): boolean {
  const isNone = following === 'disqualify' || outcomes.get(outcome)?.afterwards?.do === 'disqualify';
  return phone !== undefined && isReached && !isNone;
}
