import { type Actor, leadAccepted } from '../../events/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { draftEntry, type EntryDraft, type Lead, type LeadRouting, readLead } from '../leads/index.ts';
import { opportunitiesAssignedAs } from '../needs/index.ts';
import { type Clock, isoTime } from '../platform/clock.ts';
import { NotFoundError, NotPossibleNowError } from '../platform/errors.ts';
import { type DecisionId, type IdSource, type LeadId, leadOfSubject, type RepId, type SubjectId } from '../platform/ids.ts';
import type { Log } from '../platform/logging.ts';
import type { Queue } from '../platform/queues.ts';
import { type Table, type WriteItem, writeIfAny } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { readSeat } from '../seats/index.ts';
import { readTasks } from '../tasks/index.ts';
import type { Assignment, AssignmentTarget } from './assignment.ts';
import { changeAssignment } from './change-assignment.ts';
import { takenByHand } from './count-by-hand.ts';
import { escalationOf } from './escalation.ts';
import { firmTakenOn } from './firm-owner.ts';
import { findContactDue } from './first-contact.ts';
import type { Taken } from './load.ts';
import { type OfferStanding, standingOfOffer } from './rules-offers.ts';
import { readAssignment } from './store.ts';

/** A rep answers an offer. */
export interface OfferAnswer {
  readonly leadId: LeadId;
  readonly subject: SubjectId;
  /** The decision that made the offer. @default - the one by which the subject is offered now */
  readonly decisionId?: DecisionId;
  readonly actor: Actor;
  readonly correlationId: string;
  /** Returns further writes for the same transaction. @default - none */
  readonly along?: (answered: AnsweredOffer) => readonly WriteItem[];
}

/** What an offer is after its answer. */
export interface AnsweredOffer {
  readonly leadId: LeadId;
  readonly subject: SubjectId;
  readonly repId: RepId;
  readonly state: 'owned' | 'declined';
  readonly at: string;
}

export interface OfferParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'entryId'>;
  readonly assign: Queue;
  readonly log: Log;
}

/** Refuses an answer that comes too late: somebody else has it, or it was declined. */
export class OfferOverError extends NotPossibleNowError {}

export const overError = () =>
  new OfferOverError(
    'This offer is over: somebody else has it, or it was declined. Lượt giao này không còn: đã có người khác nhận, hoặc đã bị từ chối.',
  );

/** An offer as it stands now. */
export interface FoundOffer {
  readonly lead: Lead;
  readonly assignment: Assignment | null;
  readonly standing: OfferStanding;
}

/** Finds an offer as it stands now. @throws NotFoundError for a lead that is not there */
export async function findOffer(
  table: Table,
  { leadId, subject, decisionId }: Pick<OfferAnswer, 'leadId' | 'subject' | 'decisionId'>,
): Promise<FoundOffer> {
  const lead = await readLead(table, leadOfSubject(leadId, subject), { consistent: true });
  if (!lead) throw new NotFoundError('no such lead');
  const assignment = (await readAssignment(table, lead.leadId, subject)) ?? null;
  return { lead, assignment, standing: standingOfOffer(assignment, decisionId ?? assignment?.decisionId ?? null) };
}

/**
 * Gives an offer to the rep who accepts it, at once: refused where somebody else has it by then. Behind its time it is still theirs while
 * nobody else was offered it. Safe to repeat: what the rep has accepted stays theirs.
 * @throws NotFoundError; OfferOverError
 */
export function acceptOffer(answer: OfferAnswer, parts: OfferParts): Promise<AnsweredOffer> {
  return untilWritten(async () => {
    const { table, clock, log } = parts;
    const { subject, along = () => [] } = answer;
    const found = await findOffer(table, answer);
    const { lead, standing } = found;
    const at = clock();
    if (standing.kind === 'over' || standing.kind === 'declined') throw overError();
    const { repId, poolId, decisionId } = standing;
    const answered = { leadId: lead.leadId, subject, repId, state: 'owned', at: isoTime(at) } as const;
    if (standing.kind === 'accepted') {
      const before = { ...answered, at: standing.at };
      await writeIfAny(table, along(before));
      return before;
    }
    const entry = acceptedEntry(subject, standing, at);
    // With its end an offer stopped counting in the rep's hand.
    const taken = standing.kind === 'late' ? await takenByHand(repId, at, parts) : undefined;
    const writes = await movedWrites(
      found,
      { state: 'owned', poolId, repId, decisionId, contactDueAt: await findContactDue({ repId, poolId }, at, parts.config) },
      { answer, entries: [entry], at, repId, taken },
      parts,
    );
    const escalation = await escalationOf({ leadId: lead.leadId, subject, repId, poolId }, at, parts.config);
    const firm = await firmTakenOn(lead, { repId, poolId }, at, parts);
    await table.transact([...writes, ...escalation, ...firm, ...along(answered)]);
    log.info('offer accepted', { leadId: lead.leadId, subject, repId, decisionId, standing: standing.kind });
    return answered;
  });
}

/** Tells that a rep has accepted what was offered to them. */
export function acceptedEntry(
  subject: SubjectId,
  {
    repId,
    poolId,
    decisionId,
    offeredAt,
    slaDueAt,
  }: Pick<Exclude<OfferStanding, { kind: 'over' | 'accepted' | 'declined' }>, 'repId' | 'poolId' | 'decisionId' | 'offeredAt' | 'slaDueAt'>,
  at: Date,
): EntryDraft {
  const isLate = Date.parse(slaDueAt) < at.getTime();
  const told = { subject, repId, poolId, decisionId, offeredAt, slaDueAt, isLate };
  return draftEntry(leadAccepted, told, { repId, activity: { is: 'accepted' } });
}

/** What the writes of an answer need beside the offer. */
export interface Moved {
  readonly answer: OfferAnswer;
  readonly entries: readonly EntryDraft[];
  readonly at: Date;
  readonly repId: RepId;
  readonly taken?: Taken | undefined;
  /** To which it goes. @default - it stays in its own */
  readonly territory?: LeadRouting | null;
}

/** Returns the writes by which an offer goes where its answer says. */
export async function movedWrites(
  { lead, assignment }: FoundOffer,
  to: AssignmentTarget,
  { answer: { subject, actor, correlationId }, entries, at, repId, taken, territory = null }: Moved,
  { table, ids }: OfferParts,
): Promise<readonly WriteItem[]> {
  const [seat, tasks, opportunities] = await Promise.all([
    readSeat(table, lead.leadId, repId),
    readTasks(table, lead),
    opportunitiesAssignedAs(table, lead, subject),
  ]);
  const cause = { correlationId, causationId: correlationId };
  const seats = seat ? [seat] : [];
  return changeAssignment({
    lead,
    subject,
    before: assignment,
    to,
    entries,
    seats,
    tasks,
    taken,
    ...(territory ? { territory } : {}),
    opportunities,
    ids,
    at,
    actor,
    cause,
  });
}
