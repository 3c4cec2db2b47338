import { type FoundSubject, heldBefore, moveSubject, subjectOf } from '../owners/index.ts';
import { isoTime } from '../platform/clock.ts';
import { leadSubject, type RepId } from '../platform/ids.ts';
import type { OrderedMessage } from '../platform/queues.ts';
import { untilWritten } from '../platform/versioned.ts';
import { isProtected, poolInCharge, readAssignment } from '../routing/index.ts';
import type { WorkParts } from '../work/index.ts';
import { type Planned, putMove, readMove } from './moves.ts';
import type { LeftOut, Split } from './split.ts';

export const ownerParts = ({ table, config, clock, ids, queues }: WorkParts) => ({ table, config, clock, ids, assign: queues.assign });

/** What goes back to a pool goes on counting for whoever had it, as by hand: the next turn would else be theirs. */
export const countsAlong = (to: RepId | null) => to !== null;

/** Moves one planned subject, or notes why it does not go: once, however often and from how many at once it is asked for. */
export async function moveOne(split: Split, part: number, planned: Planned, parts: WorkParts): Promise<void> {
  const { table, clock } = parts;
  const { splitId } = split;
  const next = await untilWritten(async (round): Promise<OrderedMessage | null> => {
    if (round > 1 && (await readMove(table, splitId, part, planned))) return null;
    const at = clock();
    const noted = { ...planned, at: isoTime(at) };
    const found = await subjectOf(table, planned);
    const before = found && ((await readAssignment(table, found.lead.leadId, planned.subject)) ?? null);
    const inCharge = found?.lead.routing?.poolId ?? split.poolId;
    const held = found && inCharge ? heldBefore(found, { poolId: inCharge }, before) : null;
    const missed = whyMissed(split, planned, { found, held, isProtected: isProtected(before, at) });
    if (missed !== null || !found || !held) {
      await table.transact([putMove(splitId, part, { ...noted, missed: missed ?? 'gone' })]);
      return null;
    }
    const poolId = planned.poolId ?? split.poolId ?? poolInCharge(found.lead, { subject: planned.subject, poolId: held.poolId });
    const moved = await moveSubject(
      {
        found,
        held,
        before: before ?? null,
        repId: planned.to,
        poolId,
        how: split.kind === 'handOver' ? 'handOver' : 'split',
        reason: split.reason,
        isMoved: countsAlong(planned.to),
        by: split.by,
        at,
        correlationId: correlationOf(split),
      },
      ownerParts(parts),
    );
    const { decisionId, credits, counted } = moved;
    const waited = before?.state === 'waiting' ? { waitedSince: before.since } : {};
    const counts = countsAlong(planned.to) || counted === null ? {} : { counts: counted };
    const went = { fromPoolId: held.poolId, poolId, decisionId, credits: [...credits], ...waited, ...counts };
    await table.transact([...moved.writes, putMove(splitId, part, { ...noted, missed: null, went })]);
    return moved.next;
  });
  // The timer of the same transaction is the net.
  if (next) await parts.queues.assign.send(next);
}

export const correlationOf = ({ splitId }: Pick<Split, 'splitId'>) => `split/${splitId}`;

interface Stands {
  readonly found: FoundSubject | null;
  readonly held: ReturnType<typeof heldBefore> | null;
  readonly isProtected: boolean;
}

/** Says why a planned subject does not go after all; null: it goes. */
function whyMissed({ kind }: Split, { subject, from, to }: Planned, { found, held, isProtected: isGuarded }: Stands): LeftOut | null {
  if (!found || !held) return 'gone';
  const { lead, need } = found;
  if (lead.status !== 'active' || (subject !== leadSubject && need?.state !== 'open')) return 'closed';
  const isPlanned = held.repId === from && ['waiting', 'owned', ...(kind === 'handOver' ? ['offered'] : [])].includes(held.state);
  if (!isPlanned) return 'changed';
  if (held.repId === to) return to === null ? 'changed' : 'theirs';
  return isGuarded && kind !== 'handOver' ? 'protected' : null;
}
