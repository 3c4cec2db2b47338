import { type GiveReason, leadAssigned, leadUnassigned } from '../../events/index.ts';
import { fieldKind } from '../fields/field-config.ts';
import type { Fields } from '../fields/index.ts';
import { draftEntry, type LeadRouting } from '../leads/index.ts';
import { isoTime } from '../platform/clock.ts';
import { type DecisionId, type LeadId, leadSubject, type PoolId, type RepId, type SubjectId } from '../platform/ids.ts';
import type { OrderedMessage } from '../platform/queues.ts';
import type { WriteItem } from '../platform/table.ts';
import {
  type Assignment,
  type AssignmentTarget,
  acceptedEntry,
  assignMessageFor,
  attributesOf,
  attributesOfNeed,
  changeAssignment,
  creditHeld,
  creditOf,
  escalationOf,
  findContactDue,
  type Given,
  isOffered,
  protectedUntil,
  takenByHand,
} from '../routing/index.ts';
import { poolKind } from '../routing/pool-config.ts';
import { readSeat } from '../seats/index.ts';
import { readTasks } from '../tasks/index.ts';
import { timerIdFor } from '../timers/index.ts';
import { putForwardTimer } from '../work/index.ts';
import type { FoundSubject } from './find-subject.ts';
import type { OwnerParts } from './parts.ts';
import type { Held } from './rules-given.ts';

/** A subject on its way to a rep, or to a pool that asks its reps, by somebody's word. */
export interface SubjectMove {
  readonly found: FoundSubject;
  readonly held: Held;
  /** As it was read. */
  readonly before: Assignment | null;
  /** Null: the pool asks its reps anew. */
  readonly repId: RepId | null;
  readonly poolId: PoolId;
  /** Of what goes back to a pool as if nobody had had it: since when it waits. @default - since this move */
  readonly since?: string | undefined;
  readonly how: Exclude<Given['how'], 'claim' | 'manual'>;
  readonly reason: GiveReason;
  /** Whether what it counts goes along. */
  readonly isMoved: boolean;
  /** What counts for the rep who gets it back already, having never ceased to. @default - what goes along, or nothing */
  readonly counts?: number | undefined;
  /** The user by whose word. */
  readonly by: string;
  readonly at: Date;
  readonly correlationId: string;
}

/** What a rep is credited with, or no more, in the ledger of a pool. */
export interface CreditMove {
  readonly poolId: PoolId;
  readonly repId: RepId;
  readonly credit: number;
}

export interface SubjectMoved {
  readonly writes: readonly WriteItem[];
  readonly decisionId: DecisionId;
  /** What the ledgers are still to count of it. */
  readonly credits: readonly CreditMove[];
  /** What it counted for whoever had it; null: nobody had it. */
  readonly counted: number | null;
  /** Asks the pool that it goes to; null: a rep has it. The writes hold a timer that asks as well. */
  readonly next: OrderedMessage | null;
  /** Until when no rule would have taken it from whoever had it before; null: rules could have. */
  readonly wasProtectedUntil: string | null;
}

/**
 * Returns the writes of one transaction that move a subject by somebody's word: with its open tasks, and the request of the pool that is to look for a rep. What
 * it counts is for the caller to have booked.
 */
export async function moveSubject(move: SubjectMove, parts: OwnerParts): Promise<SubjectMoved> {
  const { found, held, before, repId, poolId, since, how, reason, isMoved, counts, by, at, correlationId } = move;
  const { lead, subject } = found;
  const [{ documents: pools }, { documents: fields }] = await Promise.all([
    parts.config.current(poolKind),
    parts.config.current(fieldKind),
  ]);
  const counted = await creditHeld(before, lead, parts.table);
  const credited = counted ?? creditOf(pools.get(poolId) ?? {}, attributesFor(found, fields));
  const decisionId = parts.ids.decisionId(at);
  const isOfferedToThem = repId !== null && repId === held.repId;
  // Of a rep who left the pool that offered it, what stays there is counted there, and moves by no later gift from the pool that they have it by now.
  const isCountedThere = isOfferedToThem && poolId === held.poolId;
  const target: AssignmentTarget =
    repId === null
      ? { state: 'waiting', poolId, repId, decisionId: null, ...(since === undefined ? {} : { since }) }
      : {
          state: 'owned',
          poolId,
          repId,
          decisionId,
          given: { how, by, credit: counts ?? (isMoved || isCountedThere ? credited : 0) },
          contactDueAt: await findContactDue({ repId, poolId }, at, parts.config),
        };
  const wasProtectedUntil = protectedUntil(before, at);
  const guarded = wasProtectedUntil === null ? {} : { wasProtectedUntil };
  const told = { subject, poolId, why: reason, credit: isMoved ? 'moved' : 'kept', ...guarded } as const;
  const entry =
    repId === null
      ? draftEntry(leadUnassigned, { ...told, repId: held.repId, reason: 'released', decisionId: before?.decisionId ?? '' })
      : isOfferedToThem && before && isOffered(before)
        ? acceptedEntry(subject, { ...before, offeredAt: before.since }, at)
        : draftEntry(leadAssigned, { ...told, repId, decisionId, how, fromRepId: isOfferedToThem ? null : held.repId });
  const holders = [...new Set([held.repId, repId])].filter((holder) => holder !== null);
  const [seats, tasks, taken] = await Promise.all([
    Promise.all(holders.map((holder) => readSeat(parts.table, lead.leadId, holder))),
    readTasks(parts.table, lead),
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
    actor: { kind: 'user', id: by },
    cause: { correlationId, causationId: correlationId },
  });
  const escalation = repId === null ? [] : await escalationOf({ leadId: lead.leadId, subject, repId, poolId }, at, parts.config);
  const next = repId === null ? askFor(poolId, { leadId: lead.leadId, subject, correlationId }) : null;
  const net = next
    ? [putForwardTimer({ timerId: timerIdFor('given', lead.leadId, subject, correlationId), dueAt: isoTime(at) }, 'assign', next)]
    : [];
  return {
    writes: [...moved, ...net, ...escalation],
    decisionId,
    credits: isMoved && credited > 0 ? creditMoves(move, credited) : [],
    counted,
    next,
    wasProtectedUntil,
  };
}

/** Returns how a subject is held, also one that nobody was given yet. */
export function heldBefore({ lead, need }: FoundSubject, { poolId }: Pick<LeadRouting, 'poolId'>, before: Assignment | null): Held {
  if (before) return { state: before.state, repId: before.repId, poolId: before.repId === null && !need ? poolId : before.poolId };
  if (need) return { state: 'waiting', repId: need.owner, poolId: need.poolId ?? poolId };
  return { state: lead.routing?.state ?? 'waiting', repId: lead.owner?.repId ?? null, poolId: lead.owner?.poolId ?? poolId };
}

const attributesFor = ({ lead, need }: FoundSubject, fields: Fields) =>
  need ? attributesOfNeed(lead, need.product, fields) : attributesOf(lead, fields);

/** A lead that goes to a pool is in the territory that it was in, and in the charge of that pool. */
function territoryOf({ lead, subject }: FoundSubject, poolId: PoolId, repId: RepId | null): { readonly territory?: LeadRouting } {
  if (repId !== null || subject !== leadSubject || !lead.routing || lead.routing.poolId === poolId) return {};
  const { state: _state, ...routing } = lead.routing;
  return { territory: { ...routing, poolId } };
}

function askFor(
  poolId: PoolId,
  { leadId, subject, correlationId }: { readonly leadId: LeadId; readonly subject: SubjectId; readonly correlationId: string },
): OrderedMessage {
  const asked = { v: 1, kind: 'assign', leadId, subject, poolId, cause: 'returned' } as const;
  return assignMessageFor({ ...asked, causationId: correlationId, correlationId }, 'given');
}

function creditMoves({ held, repId, poolId }: SubjectMove, credited: number): CreditMove[] {
  return [
    ...(held.repId === null ? [] : [{ poolId: held.poolId, repId: held.repId, credit: -credited }]),
    ...(repId === null ? [] : [{ poolId, repId, credit: credited }]),
  ];
}
