import { type Actor, leadAssigned } from '../../events/index.ts';
import { draftEntry, type Lead, readLead } from '../leads/index.ts';
import { mailRequest } from '../mail-requests/index.ts';
import { opportunitiesAssignedAs } from '../needs/index.ts';
import { isoTime } from '../platform/clock.ts';
import { NotFoundError, NotPossibleNowError } from '../platform/errors.ts';
import {
  type DecisionId,
  digest,
  type LeadId,
  leadOfSubject,
  leadSubject,
  type PoolId,
  type RepId,
  type SubjectId,
} from '../platform/ids.ts';
import { type WriteItem, writeIfAny } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { readSeat } from '../seats/index.ts';
import { readTasks } from '../tasks/index.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import type { OfferParts } from './answer-offer.ts';
import type { Assignment } from './assignment.ts';
import { changeAssignment } from './change-assignment.ts';
import { takenByHand } from './count-by-hand.ts';
import type { Decision } from './decision.ts';
import { escalationOf } from './escalation.ts';
import { firmTakenOn } from './firm-owner.ts';
import { findContactDue } from './first-contact.ts';
import { poolKind } from './pool-config.ts';
import { putBooking } from './put-booking.ts';
import { repKind } from './rep-config.ts';
import { type ClaimStanding, standingOfClaim } from './rules-claim.ts';
import { capsOf } from './rules-load.ts';
import { readAssignment, readDecisionAbout } from './store.ts';

/** A rep accepts what a decision opened to them and others. */
export interface ClaimAnswer {
  readonly leadId: LeadId;
  readonly subject: SubjectId;
  readonly decisionId: DecisionId;
  readonly repId: RepId;
  /** @default - the rep, by a link */
  readonly actor?: Actor;
  readonly correlationId: string;
  /** Returns further writes for the same transaction. @default - none */
  readonly along?: (claimed: ClaimedOpen) => readonly WriteItem[];
}

/** What a rep has accepted first. */
export interface ClaimedOpen {
  readonly leadId: LeadId;
  readonly repId: RepId;
  readonly poolId: PoolId;
  /** Of the lead. */
  readonly version: number;
}

/** Refuses what somebody else was quicker to accept. */
export class ClaimTakenError extends NotPossibleNowError {}

/** Refuses a rep who has as much as they may be given, or takes no leads any more. */
export class ClaimRefusedError extends NotPossibleNowError {}

/** What was opened to a rep, as it stands now. */
export interface FoundClaim {
  readonly lead: Lead;
  readonly decision: Decision;
  readonly assignment: Assignment | null;
  readonly standing: ClaimStanding;
}

/** Finds how what a decision opened to a rep stands now. @throws NotFoundError for what was never opened to them, or is gone */
export async function findClaim(
  { leadId, subject, decisionId, repId }: Pick<ClaimAnswer, 'leadId' | 'subject' | 'decisionId' | 'repId'>,
  { table }: Pick<OfferParts, 'table'>,
): Promise<FoundClaim> {
  const [lead, decision] = await Promise.all([
    readLead(table, leadOfSubject(leadId, subject), { consistent: true }),
    readDecisionAbout(table, { leadId, subject }, decisionId),
  ]);
  const isTold = decision?.candidates.some((candidate) => candidate.repId === repId && candidate.rejected === null);
  if (!lead || !decision || decision.reason !== 'openToClaim' || !isTold) throw new NotFoundError('no such lead');
  const assignment = (await readAssignment(table, lead.leadId, subject)) ?? null;
  return { lead, decision, assignment, standing: standingOfClaim(assignment, decisionId, repId) };
}

/**
 * Gives what is open to several reps to the one who accepts first, at once, on the version of its assignment; the others are refused. The ledger of the pool counts
 * it by a timer of the same transaction. Safe to repeat: what the rep has stays theirs.
 * @throws NotFoundError; ClaimTakenError; ClaimRefusedError
 */
export function claimOpen(answer: ClaimAnswer, parts: OfferParts): Promise<ClaimedOpen> {
  return untilWritten(async () => {
    const found = await findClaim(answer, parts);
    const { lead, standing } = found;
    const { leadId, subject, repId, decisionId, along = () => [] } = answer;
    if (standing.kind === 'taken') throw new ClaimTakenError('Somebody else has accepted this lead. Đã có người nhận khách này.');
    if (standing.kind === 'theirs') {
      const claimed = { leadId: lead.leadId, repId, poolId: standing.poolId, version: lead.version };
      await writeIfAny(parts.table, along(claimed));
      return claimed;
    }
    const { poolId } = standing.claim;
    const claimed = { leadId: lead.leadId, repId, poolId, version: lead.version + (subject === leadSubject ? 1 : 0) };
    await parts.table.transact([...(await claimedWrites(answer, found, poolId, parts)), ...along(claimed)]);
    parts.log.info('open lead accepted', { leadId, subject, repId, decisionId });
    return claimed;
  });
}

async function claimedWrites(
  { subject, decisionId, repId, correlationId, actor = { kind: 'rep', id: repId } }: ClaimAnswer,
  { lead, decision, assignment }: FoundClaim,
  poolId: Decision['poolId'],
  parts: OfferParts,
): Promise<readonly WriteItem[]> {
  const { table, config, clock, ids } = parts;
  const at = clock();
  const { leadId } = lead;
  const [seat, tasks, opportunities, taken, pools, reps, contactDueAt] = await Promise.all([
    readSeat(table, leadId, repId),
    readTasks(table, lead),
    opportunitiesAssignedAs(table, lead, subject),
    takenByHand(repId, at, parts),
    config.current(poolKind),
    config.current(repKind),
    findContactDue({ repId, poolId }, at, config),
  ]);
  const rep = reps.documents.get(repId);
  if (!rep?.active) throw new ClaimRefusedError('You take no leads at present. Anh/chị đang tạm ngừng nhận lead.');
  const { perDay = Number.POSITIVE_INFINITY, open = Number.POSITIVE_INFINITY } = capsOf(rep, pools.documents.get(poolId) ?? {});
  // Whoever was told of several at once may have accepted others since.
  if (taken && (taken.seen.count >= perDay || taken.seen.open >= open)) {
    throw new ClaimRefusedError('You have as many leads as you may. Anh/chị đã nhận đủ số lead.');
  }
  const { credit } = decision;
  const moved = changeAssignment({
    lead,
    subject,
    before: assignment,
    to: { state: 'owned', poolId, repId, decisionId, given: { how: 'open', by: actor.id, credit }, contactDueAt },
    entries: [draftEntry(leadAssigned, { subject, repId, poolId, decisionId, how: 'open' })],
    seats: seat ? [seat] : [],
    tasks,
    opportunities,
    taken,
    ids,
    at,
    actor,
    cause: { correlationId, causationId: decisionId },
  });
  const dueAt = isoTime(at);
  const bookingId = digest('open', leadId, subject, decisionId);
  const entries = [{ repId, credit }];
  const notice = mailRequest('assignedNotice', leadId, { subject, decisionId });
  return [
    ...moved,
    ...(await escalationOf({ leadId, subject, repId, poolId }, at, config)),
    ...(await firmTakenOn(lead, { repId, poolId }, at, parts)),
    putBooking({ v: 1, kind: 'book', poolId, bookingId, at: dueAt, how: 'claim', leadId, subject, entries }),
    putTimer({ timerId: timerIdFor('assignedNotice', decisionId), dueAt, queue: 'notice', message: notice }),
  ];
}
