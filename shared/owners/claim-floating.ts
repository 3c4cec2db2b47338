import { leadAssigned } from '../../events/index.ts';
import { mayWithPool, type Principal } from '../access/index.ts';
import { fieldKind } from '../fields/field-config.ts';
import { draftEntry } from '../leads/index.ts';
import { assignedTo, readOpportunity } from '../needs/index.ts';
import { isoTime } from '../platform/clock.ts';
import { NotFoundError } from '../platform/errors.ts';
import {
  digest,
  type LeadId,
  leadOfOpportunity,
  leadSubject,
  OpportunityId,
  type PoolId,
  type RepId,
  type SubjectId,
} from '../platform/ids.ts';
import { type Table, type WriteItem, writeIfAny } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import {
  attributesOf,
  attributesOfNeed,
  changeAssignment,
  creditOf,
  escalationOf,
  findContactDue,
  putBooking,
  readAssignment,
  takenByHand,
} from '../routing/index.ts';
import { poolKind } from '../routing/pool-config.ts';
import { repKind } from '../routing/rep-config.ts';
import { readSeat } from '../seats/index.ts';
import { readTasks } from '../tasks/index.ts';
import { ImpossibleGiftError } from './errors.ts';
import { type FoundSubject, homeOf, subjectOf } from './find-subject.ts';
import type { OwnerParts } from './parts.ts';
import { poolOfTaker, repsWhoTake, whyNotTaken } from './rules-floating.ts';
import { whyNobodys } from './rules-given.ts';
import { dayOf, putTaken, readTaken } from './taken.ts';

/** A rep takes a lead that floats, or a need. */
export interface ClaimAsked {
  readonly of: { readonly leadId: LeadId } | { readonly opportunityId: string };
  readonly principal: Principal;
  readonly correlationId: string;
  readonly along: (claimed: Claimed) => readonly WriteItem[];
}

export interface Claimed {
  readonly leadId: LeadId;
  readonly subject: SubjectId;
  readonly repId: RepId;
  readonly poolId: PoolId;
  /** Of the lead, or of the opportunity. */
  readonly version: number;
  /** How many more the rep may take today. */
  readonly leftToday: number;
}

/**
 * Gives a lead, or a need, that floats to the rep who asks first, on the version of its assignment; the others are refused at once. The ledger of the rep's pool
 * counts it by a timer of the same transaction. Safe to repeat: what the caller has taken stays theirs.
 * @throws NotFoundError for one that the caller could never take; ImpossibleGiftError when it is taken, or enough for the day
 */
export function claimFloating({ of, principal, correlationId, along }: ClaimAsked, parts: OwnerParts): Promise<Claimed> {
  const { table, config, clock, ids } = parts;
  return untilWritten(async () => {
    const found = await namedBy(of, table);
    if (!found) throw nothingThere();
    const { lead, subject, need, opportunities } = found;
    const [before, { documents: pools }] = await Promise.all([readAssignment(table, lead.leadId, subject), config.current(poolKind)]);
    // Where it floated, and by whose rules it is or was free to take.
    const floats = pools.get(await homeOf(found, '-', config));
    const repId = principal.role === 'rep' ? principal.repId : null;
    const poolId = repId === null ? null : poolOfTaker(repId, floats, pools);
    const isTheirs = floats && mayWithPool(principal, 'pool.take', { poolId: floats.id, repIds: repsWhoTake(floats, pools) });
    const isActive = repId !== null && (await config.current(repKind)).documents.get(repId)?.active;
    if (!before || !floats?.floating || repId === null || poolId === null || !isTheirs || !isActive) throw nothingThere();
    const at = clock();
    const date = await dayOf(at, parts);
    const taken = await readTaken(table, repId, date);
    const { perDay } = floats.floating;
    if (before.repId === repId && before.state === 'owned' && before.given?.how === 'claim' && before.given.by === principal.userId) {
      const version = need ? need.version : lead.version;
      const claimed = { leadId: lead.leadId, subject, repId, poolId: before.poolId, version, leftToday: Math.max(perDay - taken, 0) };
      await writeIfAny(table, along(claimed));
      return claimed;
    }
    const why = whyNobodys(lead, need) ?? whyNotTaken({ state: before.state, owner: before.repId }, repId, { taken, perDay });
    if (why) throw new ImpossibleGiftError(`${why.en} ${why.vi}`);
    const [seat, tasks, inHand, contactDueAt] = await Promise.all([
      readSeat(table, lead.leadId, repId),
      readTasks(table, lead),
      takenByHand(repId, at, parts),
      findContactDue({ repId, poolId }, at, config),
    ]);
    const decisionId = ids.decisionId(at);
    // As one that the turn gives.
    const { documents: fields } = await config.current(fieldKind);
    const credit = creditOf(pools.get(poolId) ?? {}, need ? attributesOfNeed(lead, need.product, fields) : attributesOf(lead, fields));
    const moved = changeAssignment({
      lead,
      subject,
      before,
      to: { state: 'owned', poolId, repId, decisionId, given: { how: 'claim', by: principal.userId, credit }, contactDueAt },
      entries: [draftEntry(leadAssigned, { subject, repId, poolId, decisionId, how: 'claim', fromRepId: null })],
      seats: seat ? [seat] : [],
      tasks,
      opportunities,
      taken: inHand,
      ids,
      at,
      actor: { kind: 'user', id: principal.userId },
      cause: { correlationId, causationId: correlationId },
    });
    const bookingId = digest('claim', lead.leadId, decisionId);
    const booked = putBooking({
      v: 1,
      kind: 'book',
      poolId,
      bookingId,
      at: isoTime(at),
      how: 'claim',
      leadId: lead.leadId,
      subject,
      entries: [{ repId, credit }],
    });
    const version = need ? assignedTo(need, { owner: repId, poolId }).version : lead.version + 1;
    const claimed = { leadId: lead.leadId, subject, repId, poolId, version, leftToday: perDay - taken - 1 };
    const escalation = await escalationOf({ leadId: lead.leadId, subject, repId, poolId }, at, config);
    await table.transact([...moved, ...escalation, booked, putTaken(repId, date, taken, at), ...along(claimed)]);
    return claimed;
  });
}

/** Whoever may take nothing learns nothing of what there is. */
const nothingThere = () => new NotFoundError('nothing floats there');

async function namedBy(of: ClaimAsked['of'], table: Table): Promise<FoundSubject | null> {
  if ('leadId' in of) return subjectOf(table, { leadId: of.leadId, subject: leadSubject });
  const opportunityId = OpportunityId.safeParse(of.opportunityId).data;
  const need = opportunityId && (await readOpportunity(table, opportunityId));
  if (!need || need.subject === leadSubject) return null;
  return subjectOf(table, { leadId: leadOfOpportunity(need.opportunityId), subject: need.subject });
}
