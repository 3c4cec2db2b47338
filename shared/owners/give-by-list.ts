import { leadAssigned } from '../../events/index.ts';
import { may, type Principal } from '../access/index.ts';
import { parseTimelineEntries } from '../leads/index.ts';
import { isoTime } from '../platform/clock.ts';
import { digest, type LeadId, leadSubject, RepId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { OrderedMessage } from '../platform/queues.ts';
import { beginningWith, queryAll } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { poolInCharge, putBooking, readAssignment } from '../routing/index.ts';
import { poolKind, poolOfRep } from '../routing/pool-config.ts';
import { repKind } from '../routing/rep-config.ts';
import { subjectOf } from './find-subject.ts';
import { type CreditMove, heldBefore, moveSubject } from './move-subject.ts';
import type { OwnerParts } from './parts.ts';
import { whyNobodys } from './rules-given.ts';

/** A list names the rep who is to have a known lead, and whoever brought it wants that to hold. */
export interface ListGift {
  readonly leadId: LeadId;
  /** Null: its pool is to ask its reps anew, of a list that is taken back. */
  readonly repId: RepId | null;
  /** Whoever brought the list. */
  readonly principal: Principal;
  /** Of the list. */
  readonly correlationId: string;
}

export type GivenByList = { readonly fromRepId: RepId | null } | 'stays' | 'refused';

/**
 * Gives a lead to the rep whom a list names, with its open tasks; what it counts goes along, by bookings of the pools' own groups. Nobody is notified here: a list tells each rep once, at its end.
 * Safe to repeat: what this list moved before is answered as it was then.
 * @returns who had it before; `stays` where it is theirs already, nobody works with it, or the rep has left; `refused` where whoever brought the list may not give it
 */
export async function giveByList(gift: ListGift, parts: OwnerParts): Promise<GivenByList> {
  const { given, next } = await untilWritten(() => give(gift, parts));
  // The timer of the same transaction is the net.
  if (next) await parts.assign.send(next);
  return given;
}

async function give(
  { leadId, repId, principal, correlationId }: ListGift,
  parts: OwnerParts,
): Promise<{ readonly given: GivenByList; readonly next: OrderedMessage | null }> {
  const { table, config, clock } = parts;
  const stays = { given: 'stays', next: null } as const;
  const by = principal.userId;
  const found = await subjectOf(table, { leadId, subject: leadSubject });
  const routing = found?.lead.routing;
  if (!found || !routing || whyNobodys(found.lead, null)) return stays;
  const [before = null, { documents: pools }, { documents: reps }] = await Promise.all([
    readAssignment(table, found.lead.leadId, leadSubject),
    config.current(poolKind),
    config.current(repKind),
  ]);
  const held = heldBefore(found, routing, before);
  if (held.repId === repId && held.state !== 'offered') {
    return repId !== null && before?.repId === repId && before.given?.how === 'import'
      ? { given: await movedBefore(found.lead.leadId, repId, correlationId, parts), next: null }
      : stays;
  }
  if (!may(principal, 'lead.give', found.lead, [leadSubject])) return { given: 'refused', next: null };
  if (repId !== null && !reps.get(repId)?.active) return stays;
  const inCharge = poolInCharge(found.lead, { subject: leadSubject, poolId: held.poolId });
  const poolId = repId === null ? inCharge : poolOfRep(repId, held.poolId, pools);
  if (poolId === null) return stays;
  const at = clock();
  const moved = await moveSubject(
    { found, held, before, repId, poolId, how: 'import', reason: 'other', isMoved: repId !== null, by, at, correlationId },
    parts,
  );
  await table.transact([...moved.writes, ...bookings(moved.credits, { leadId: found.lead.leadId, at: isoTime(at), correlationId })]);
  return { given: { fromRepId: held.repId }, next: moved.next };
}

/** Finds in the history from whom the list took the lead. */
async function movedBefore(leadId: LeadId, repId: RepId, correlationId: string, { table }: OwnerParts): Promise<GivenByList> {
  const items = await queryAll(table, { ...beginningWith(keys.leadPk(leadId), keys.timelinePrefix), ConsistentRead: true });
  const entry = items
    .flatMap(parseTimelineEntries)
    .findLast(
      (one) =>
        one.type === leadAssigned.detailType && one.correlationId === correlationId && leadAssigned.read.parse(one.data).repId === repId,
    );
  if (!entry) return 'stays';
  const { fromRepId = null } = leadAssigned.read.parse(entry.data);
  return { fromRepId: fromRepId === null ? null : RepId.parse(fromRepId) };
}

function bookings(
  credits: readonly CreditMove[],
  { leadId, at, correlationId }: { readonly leadId: LeadId; readonly at: string; readonly correlationId: string },
) {
  return [...Map.groupBy(credits, ({ poolId }) => poolId)].map(([poolId, ofPool]) => {
    const bookingId = digest('given', leadId, leadSubject, correlationId, ...ofPool.map(({ repId, credit }) => `${repId} ${credit}`));
    const entries = ofPool.map(({ repId, credit }) => ({ repId, credit }));
    return putBooking({ v: 1, kind: 'book', poolId, bookingId, at, how: 'hand', leadId, subject: leadSubject, entries });
  });
}
