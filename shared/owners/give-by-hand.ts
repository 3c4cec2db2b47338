import type { GiveReason } from '../../events/index.ts';
import type { Principal } from '../access/index.ts';
import type { ConfigReader } from '../config/index.ts';
import type { LeadRouting } from '../leads/index.ts';
import { mailRequest } from '../mail-requests/index.ts';
import { isoTime } from '../platform/clock.ts';
import { InvalidInputError } from '../platform/errors.ts';
import { digest, type LeadId, leadSubject, type PoolId, type RepId, type SubjectId } from '../platform/ids.ts';
import type { OrderedMessage } from '../platform/queues.ts';
import type { PutWrite, WriteItem } from '../platform/table.ts';
import { refuseOtherVersion, untilWritten } from '../platform/versioned.ts';
import { poolInCharge, putBooking, readAssignment } from '../routing/index.ts';
import { poolKind } from '../routing/pool-config.ts';
import { repKind } from '../routing/rep-config.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { ImpossibleGiftError } from './errors.ts';
import { type FoundSubject, findSubject } from './find-subject.ts';
import { type CreditMove, heldBefore, moveSubject } from './move-subject.ts';
import type { OwnerParts } from './parts.ts';
import { type Held, poolOfReceiver, type Receiver, whyNobodys, whyNotPassedOn, whyNotTo } from './rules-given.ts';
import { tellLoser } from './tell-loser.ts';

/** Somebody says who is to have a lead, or one of its needs, from now on. */
export interface GiveAsked {
  readonly leadId: LeadId;
  readonly opportunityId: string | undefined;
  readonly to: { readonly repId: string } | { readonly poolId: string } | null;
  readonly reason: GiveReason;
  /** @default - `move` to a rep, `keep` otherwise */
  readonly credit: 'move' | 'keep' | undefined;
  /** The version of the lead that the person saw. @default - any */
  readonly seenVersion: number | undefined;
  readonly principal: Principal;
  /** The request that asks. */
  readonly correlationId: string;
  /** Returns further writes for the same transaction. */
  readonly along: (gave: Gave) => readonly WriteItem[];
}

/** Who has it after it was given. */
export interface Gave {
  readonly leadId: LeadId;
  readonly subject: SubjectId;
  readonly state: 'owned' | 'waiting';
  readonly repId: RepId | null;
  readonly poolId: PoolId;
  readonly credit: 'moved' | 'kept';
  /** Until when no rule would have taken it from whoever had it before; null: rules could have. */
  readonly wasProtectedUntil: string | null;
  /** Of the lead. */
  readonly version: number;
}

/**
 * Gives a lead, or one of its needs, to a rep, or to a pool that asks its reps. Open tasks go along. What it counts in the ledgers is booked by
 * their pools' own groups, and the new owner is notified: by timers of the same transaction, so that neither is lost.
 * @throws NotFoundError; PreconditionFailedError when the lead is another than the person saw; InvalidInputError; ImpossibleGiftError
 */
export async function giveByHand(asked: GiveAsked, parts: OwnerParts): Promise<Gave> {
  const { gave, next } = await untilWritten(() => give(asked, parts));
  // The timer of the same transaction is the net.
  if (next) await parts.assign.send(next);
  return gave;
}

async function give(asked: GiveAsked, parts: OwnerParts): Promise<{ readonly gave: Gave; readonly next: OrderedMessage | null }> {
  const { principal, seenVersion, correlationId, along } = asked;
  // First, so that the answer tells nothing of leads that the caller may not see.
  const to = await receiverOf(asked, parts.config);
  const found = await findSubject(parts.table, principal, asked);
  const { lead, subject } = found;
  refuseOtherVersion('lead', lead, seenVersion);
  refuseNeedInPool(to, found);
  const routing = routingOf(found);
  const before = (await readAssignment(parts.table, lead.leadId, subject)) ?? null;
  const held = heldBefore(found, routing, before);
  const { documents: pools } = await parts.config.current(poolKind);
  refuse(whyNotTo(to, held));
  refuse(whyNotPassedOn(principal, to, pools.get(held.poolId)));
  const inCharge = poolInCharge(lead, { subject, poolId: held.poolId });
  const poolId = poolOfReceiver(to, held, inCharge, principal, pools);
  if (poolId === null) throw notTheirs(to);
  const at = parts.clock();
  const isMoved = (asked.credit ?? (to.kind === 'rep' ? 'move' : 'keep')) === 'move';
  const repId = to.kind === 'rep' ? to.repId : null;
  const { reason } = asked;
  const move = { found, held, before, repId, poolId, how: 'hand', reason, isMoved, by: principal.userId, at, correlationId } as const;
  const { writes, decisionId, credits, next, wasProtectedUntil } = await moveSubject(move, parts);
  const given = { leadId: lead.leadId, subject, at: isoTime(at), correlationId };
  const credit = isMoved ? 'moved' : 'kept';
  const state = repId === null ? 'waiting' : 'owned';
  const gave: Gave = { leadId: lead.leadId, subject, state, repId, poolId, credit, wasProtectedUntil, version: lead.version + 1 };
  await parts.table.transact([
    ...writes,
    ...bookings(credits, given),
    ...(repId === null ? [] : [notify({ ...given, decisionId })]),
    ...toldToLoser(held, repId, principal, given),
    ...along(gave),
  ]);
  return { gave, next };
}

function refuse(why: { readonly vi: string; readonly en: string } | null): void {
  if (why) throw new ImpossibleGiftError(`${why.en} ${why.vi}`);
}

/** Finds whom a request names. @throws InvalidInputError for one who is not there, or whom nothing may be given to */
async function receiverOf({ to }: GiveAsked, config: ConfigReader): Promise<Receiver> {
  if (to === null) return { kind: 'nobody' };
  if ('repId' in to) {
    const rep = (await config.current(repKind)).documents.get(to.repId);
    if (rep?.active) return { kind: 'rep', repId: rep.id };
    const message = rep ? 'this rep is not active' : 'name a rep of the configuration';
    throw new InvalidInputError('Nothing can be given to this rep.', [{ path: 'repId', message }]);
  }
  const pool = (await config.current(poolKind)).documents.get(to.poolId);
  if (!pool) throw new InvalidInputError('There is no such pool.', [{ path: 'pool', message: 'name a pool of the configuration' }]);
  return { kind: 'pool', poolId: pool.id };
}

/** Of a need the territories alone say which pool asks its reps. @throws InvalidInputError */
function refuseNeedInPool(to: Receiver, { subject }: FoundSubject): void {
  if (to.kind !== 'pool' || subject === leadSubject) return;
  throw new InvalidInputError('A need goes to the pool of its product.', [{ path: 'pool', message: 'name a rep, or repId null' }]);
}

function notTheirs(to: Receiver): InvalidInputError {
  const path = to.kind === 'pool' ? 'pool' : 'repId';
  return new InvalidInputError('Nothing can be given there.', [{ path, message: 'name a pool that you lead, or a rep of a pool' }]);
}

/** Returns where a lead belongs that somebody may have now. @throws ImpossibleGiftError */
function routingOf({ lead, need }: FoundSubject): LeadRouting {
  refuse(whyNobodys(lead, need));
  const { routing } = lead;
  // A post asks for the first owner within seconds.
  if (routing) return routing;
  throw new ImpossibleGiftError('The lead is being routed: try again in some seconds. Lead mới vào, đang được phân: thử lại sau ít giây.');
}

interface Given {
  readonly leadId: LeadId;
  readonly subject: SubjectId;
  readonly at: string;
  readonly correlationId: string;
}

/** Returns the timers by which the pools count what was moved: one message for each, so that one pool's ledger changes once. */
function bookings(credits: readonly CreditMove[], { leadId, subject, at, correlationId }: Given): PutWrite[] {
  return [...Map.groupBy(credits, ({ poolId }) => poolId)].map(([poolId, ofPool]) => {
    const bookingId = digest('given', leadId, subject, correlationId);
    const entries = ofPool.map(({ repId, credit }) => ({ repId, credit }));
    return putBooking({ v: 1, kind: 'book', poolId, bookingId, at, how: 'hand', leadId, subject, entries });
  });
}

/** Who had a lead hears that it is not theirs any more, unless they gave it away themselves. */
function toldToLoser(held: Held, repId: RepId | null, principal: Principal, { leadId, subject, at, correlationId }: Given): PutWrite[] {
  if (held.state !== 'owned' || held.repId === null || held.repId === repId || subject !== leadSubject) return [];
  if (principal.role === 'rep' && principal.repId === held.repId) return [];
  return tellLoser({ repId: held.repId, count: 1, leads: [leadId] }, `given/${leadId}/${correlationId}`, at);
}

function notify({ leadId, subject, decisionId, at }: Given & { readonly decisionId: string }): PutWrite {
  const message = mailRequest('assignedNotice', leadId, { subject, decisionId });
  return putTimer({ timerId: timerIdFor('assignedNotice', decisionId), dueAt: at, queue: 'notice', message });
}
