import type { Actor } from '../../events/index.ts';
import { readLead } from '../leads/index.ts';
import { NotFoundError, NotPossibleNowError } from '../platform/errors.ts';
import { EntryId, type LeadId, SequenceId } from '../platform/ids.ts';
import { type WriteItem, writeIfAny } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { enrolLead } from './enrol-lead.ts';
import type { Enrolment } from './enrolment.ts';
import { readEnrolment } from './enrolment-store.ts';
import { type MoveParts, moveRun } from './move-run.ts';
import { end } from './rules-advance.ts';
import { isByHand, notByHand, whyNotByHand } from './rules-by-hand.ts';
import { sequencesInForce } from './sequences-in-force.ts';

/** Somebody puts a lead into a sequence, or takes it out. Whether they may is for the caller to know. */
export interface ByHand<After> {
  readonly leadId: LeadId;
  readonly sequenceId: string;
  readonly actor: Actor;
  /** The request, which is what put the lead in. */
  readonly correlationId: string;
  /** Returns what is written in the same transaction. */
  readonly along: (after: After) => readonly WriteItem[];
}

/**
 * Puts a lead into a sequence that people may put leads into, and takes its first steps.
 * @throws NotPossibleNowError for other sequences, and where its rules do not let the lead in; NotFoundError; ConflictError
 */
export async function putInByHand(
  { leadId, sequenceId, actor, correlationId, along }: ByHand<Enrolment>,
  parts: MoveParts,
): Promise<Enrolment> {
  const inForce = await sequencesInForce(parts.config);
  const sequence = inForce.sequences.get(sequenceId);
  if (!sequence) throw new NotPossibleNowError('There is no such sequence. Không có chuỗi này.');
  if (!isByHand(sequence)) throw new NotPossibleNowError(notByHand);
  const ask = {
    leadId,
    sequenceId: sequence.id,
    entryId: EntryId.parse(correlationId),
    happenedAt: parts.clock(),
    about: {},
    actor,
    now: parts.clock,
    comesAgain: false,
  };
  const result = await enrolLead({ ...ask, along }, inForce, parts);
  if (result === 'leadGone' || result === 'sequenceGone') throw new NotFoundError('no such lead');
  if (typeof result !== 'string') return result;
  throw new NotPossibleNowError(whyNotByHand(result, sequence, await readEnrolment(parts.table, leadId, sequence.id)));
}

/**
 * Ends the run of a lead through a sequence, whatever began it. Safe to repeat: only what changes is told.
 * @throws NotFoundError; ConflictError
 */
export async function takeOutByHand({ leadId, sequenceId, actor, correlationId, along }: ByHand<void>, parts: MoveParts): Promise<void> {
  const { table, clock } = parts;
  const named = SequenceId.safeParse(sequenceId);
  await untilWritten(async () => {
    const lead = await readLead(table, leadId, { consistent: true });
    if (!lead) throw new NotFoundError('no such lead');
    const before = named.success ? await readEnrolment(table, lead.leadId, named.data) : null;
    const at = clock();
    const ending = before?.state === 'active' ? { ...end(before, 'byHand', at), effects: [] } : null;
    if (ending) return moveRun({ lead, before, advanced: ending, at, actor, causeId: correlationId }, parts, along());
    await writeIfAny(table, along());
  });
}
