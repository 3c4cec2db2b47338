import { type GiveReason, leadAssigned, leadUnassigned } from '../../events/index.ts';
import type { Principal } from '../access/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { draftEntry, type LeadRouting } from '../leads/index.ts';
import { mailRequest } from '../mail-requests/index.ts';
import { isoTime } from '../platform/clock.ts';
import { InvalidInputError } from '../platform/errors.ts';
import { digest, type LeadId, leadSubject, type PoolId, type RepId, type SubjectId } from '../platform/ids.ts';
import type { OrderedMessage } from '../platform/queues.ts';
import type { PutWrite, Table, WriteItem } from '../platform/table.ts';
import { refuseOtherVersion, untilWritten } from '../platform/versioned.ts';
import {
  type Assignment,
  type AssignmentTarget,
  assignMessageFor,
  attributesOf,
  attributesOfNeed,
  bookMessageFor,
  changeAssignment,
  creditOf,
  poolInCharge,
  protectedUntil,
  readAssignment,
  readDecision,
  takenByHand,
} from '../routing/index.ts';
import { poolKind } from '../routing/pool-config.ts';
import { repKind } from '../routing/rep-config.ts';
import { readSeat } from '../seats/index.ts';
import { readTasks } from '../tasks/index.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { putForwardTimer } from '../work/index.ts';
import { ImpossibleGiftError } from './errors.ts';
import { type FoundSubject, findSubject } from './find-subject.ts';
import type { OwnerParts } from './parts.ts';
import { type Held, poolOfReceiver, type Receiver, whyNobodys, whyNotPassedOn, whyNotTo } from './rules-given.ts';

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
  const credited = (await creditBefore(before, parts.table)) ?? creditOf(pools.get(poolId) ?? {}, attributesFor(found));
  const isMoved = (asked.credit ?? (to.kind === 'rep' ? 'move' : 'keep')) === 'move';
  const decisionId = parts.ids.decisionId(at);
  const credit = isMoved ? 'moved' : 'kept';
  const repId = to.kind === 'rep' ? to.repId : null;
  const isOfferedToThem = repId !== null && repId === held.repId;
  const target: AssignmentTarget =
    repId === null
      ? { state: 'waiting', poolId, repId, decisionId: null }
      : {
          state: 'owned',
          poolId,
          repId,
          decisionId,
          given: { how: 'hand', by: principal.userId, credit: isMoved || isOfferedToThem ? credited : 0 },
        };
  const wasProtectedUntil = protectedUntil(before, at);
  const told = { subject, poolId, why: asked.reason, credit, ...(wasProtectedUntil === null ? {} : { wasProtectedUntil }) } as const;
  const entry =
    repId === null
      ? draftEntry(leadUnassigned, { ...told, repId: held.repId, reason: 'released', decisionId: before?.decisionId ?? '' })
      : draftEntry(leadAssigned, { ...told, repId, decisionId, how: 'hand', fromRepId: isOfferedToThem ? null : held.repId });
  const holders = [...new Set([held.repId, repId])].filter((holder) => holder !== null);
  const [seats, tasks, taken] = await Promise.all([
    Promise.all(holders.map((holder) => readSeat(parts.table, lead.leadId, holder))),
    readTasks(parts.table, lead.leadId),
    repId === null ? undefined : takenByHand(repId, at, parts),
  ]);
  const moved = changeAssignment({
    lead,
    subject,
    before,
    to: target,
    entries: [entry],
    seats: seats.flatMap((seat) => seat ?? []),
    tasks,
    opportunities: found.opportunities,
    taken,
    ...territoryOf(found, poolId, repId),
    ids: parts.ids,
    at,
    actor: { kind: 'user', id: principal.userId },
    cause: { correlationId, causationId: correlationId },
  });
  const given = { leadId: lead.leadId, subject, at: isoTime(at), correlationId };
  const books = isMoved && credited > 0 ? bookings({ held, repId, poolId, credited }, given) : [];
  const next = repId === null ? askFor(poolId, given) : null;
  const state = repId === null ? 'waiting' : 'owned';
  const gave: Gave = { leadId: lead.leadId, subject, state, repId, poolId, credit, wasProtectedUntil, version: lead.version + 1 };
  await parts.table.transact([
    ...moved,
    ...books,
    ...(next
      ? [putForwardTimer({ timerId: timerIdFor('given', lead.leadId, subject, correlationId), dueAt: given.at }, 'assign', next)]
      : []),
    ...(repId === null ? [] : [notify({ ...given, decisionId })]),
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

function heldBefore({ lead, need }: FoundSubject, { poolId }: LeadRouting, before: Assignment | null): Held {
  if (before) return { state: before.state, repId: before.repId, poolId: before.repId === null && !need ? poolId : before.poolId };
  if (need) return { state: 'waiting', repId: need.owner, poolId: need.poolId ?? poolId };
  return { state: lead.routing?.state ?? 'waiting', repId: lead.owner?.repId ?? null, poolId: lead.owner?.poolId ?? poolId };
}

const attributesFor = ({ lead, need }: FoundSubject) => (need ? attributesOfNeed(lead, need.product) : attributesOf(lead));

/** Returns what a subject counts in the ledger of the pool that gave it, for whoever has it; null: nobody has it. */
async function creditBefore(before: Assignment | null, table: Table): Promise<number | null> {
  if (!before || before.repId === null) return null;
  if (before.given) return before.given.credit;
  return (await readDecision(table, before.leadId, before.decisionId))?.credit ?? 0;
}

/** A lead that goes to a pool is in the territory that it was in, and in the charge of that pool. */
function territoryOf({ lead, subject }: FoundSubject, poolId: PoolId, repId: RepId | null): { readonly territory?: LeadRouting } {
  if (repId !== null || subject !== leadSubject || !lead.routing || lead.routing.poolId === poolId) return {};
  const { state: _state, ...routing } = lead.routing;
  return { territory: { ...routing, poolId } };
}

interface Given {
  readonly leadId: LeadId;
  readonly subject: SubjectId;
  readonly at: string;
  readonly correlationId: string;
}

function askFor(poolId: PoolId, { leadId, subject, correlationId }: Given): OrderedMessage {
  const asked = { v: 1, kind: 'assign', leadId, subject, poolId, cause: 'returned' } as const;
  return assignMessageFor({ ...asked, causationId: correlationId, correlationId }, 'given');
}

/** Returns the timers by which the pools count what was moved: one message for each, so that one pool's ledger changes once. */
function bookings(
  {
    held,
    repId,
    poolId,
    credited,
  }: { readonly held: Held; readonly repId: RepId | null; readonly poolId: PoolId; readonly credited: number },
  { leadId, subject, at, correlationId }: Given,
): PutWrite[] {
  const moves = [
    ...(held.repId === null ? [] : [{ poolId: held.poolId, repId: held.repId, credit: -credited }]),
    ...(repId === null ? [] : [{ poolId, repId, credit: credited }]),
  ];
  return [...Map.groupBy(moves, (move) => move.poolId)].map(([pool, ofPool]) => {
    const bookingId = digest('given', leadId, subject, correlationId);
    const entries = ofPool.map((move) => ({ repId: move.repId, credit: move.credit }));
    const message = bookMessageFor({ v: 1, kind: 'book', poolId: pool, bookingId, at, how: 'hand', leadId, subject, entries });
    return putForwardTimer({ timerId: timerIdFor('book', pool, bookingId), dueAt: at }, 'assign', message);
  });
}

function notify({ leadId, subject, decisionId, at }: Given & { readonly decisionId: string }): PutWrite {
  const message = mailRequest('assignedNotice', leadId, { subject, decisionId });
  return putTimer({ timerId: timerIdFor('assignedNotice', decisionId), dueAt: at, queue: 'notice', message });
}
