import { type GiveReason, leadUnassigned } from '../../events/index.ts';
import type { Principal } from '../access/index.ts';
import { draftEntry } from '../leads/index.ts';
import { opportunitiesAssignedAs } from '../needs/index.ts';
import { type LeadId, leadSubject, type PoolId } from '../platform/ids.ts';
import type { WriteItem } from '../platform/table.ts';
import { refuseOtherVersion, untilWritten } from '../platform/versioned.ts';
import { findLead } from '../reading/index.ts';
import { changeAssignment, poolInCharge, protectedUntil, readAssignment } from '../routing/index.ts';
import { poolKind } from '../routing/pool-config.ts';
import { readSeat } from '../seats/index.ts';
import { readTasks } from '../tasks/index.ts';
import { ImpossibleGiftError } from './errors.ts';
import type { OwnerParts } from './parts.ts';
import { whyNotReleased } from './rules-floating.ts';

/** Somebody lets a lead go. */
export interface ReleaseAsked {
  readonly leadId: LeadId;
  readonly reason: GiveReason;
  readonly seenVersion: number | undefined;
  readonly principal: Principal;
  readonly correlationId: string;
  readonly along: (released: Released) => readonly WriteItem[];
}

export interface Released {
  readonly leadId: LeadId;
  readonly state: 'floating';
  readonly poolId: PoolId;
  /** Until when no rule would have taken it from whoever had it; null: rules could have. */
  readonly wasProtectedUntil: string | null;
  readonly version: number;
}

/**
 * Lets a lead float in the pool in charge of it: nobody is looked for, and whoever comes first of those who may takes it. Its tasks stay with it.
 * @throws NotFoundError; PreconditionFailedError when the lead is another than the person saw; ImpossibleGiftError
 */
export function releaseLead(asked: ReleaseAsked, { table, config, clock, ids }: OwnerParts): Promise<Released> {
  const { leadId, reason, seenVersion, principal, correlationId, along } = asked;
  return untilWritten(async () => {
    const lead = await findLead(table, principal, leadId, 'lead.release');
    refuseOtherVersion('lead', lead, seenVersion);
    const [before = null, tasks, { documents: pools }] = await Promise.all([
      readAssignment(table, lead.leadId, leadSubject),
      readTasks(table, lead.leadId),
      config.current(poolKind),
    ]);
    const state = before?.state ?? lead.routing?.state ?? 'waiting';
    const repId = before ? before.repId : (lead.owner?.repId ?? null);
    const poolId = poolInCharge(lead, { subject: leadSubject, poolId: before?.poolId ?? lead.owner?.poolId ?? '-' });
    const why = whyNotReleased({ principal, lead, state, pool: pools.get(poolId), tasks });
    if (why) throw new ImpossibleGiftError(`${why.en} ${why.vi}`);
    const [seat, opportunities] = await Promise.all([
      repId === null ? undefined : readSeat(table, lead.leadId, repId),
      opportunitiesAssignedAs(table, lead, leadSubject),
    ]);
    const at = clock();
    const wasProtectedUntil = protectedUntil(before, at);
    const guarded = wasProtectedUntil === null ? {} : { wasProtectedUntil };
    const decisionId = before?.decisionId ?? lead.owner?.decisionId ?? '';
    const moved = changeAssignment({
      lead,
      subject: leadSubject,
      before,
      to: { state: 'floating', poolId, repId: null, decisionId: null },
      entries: [
        draftEntry(leadUnassigned, {
          subject: leadSubject,
          poolId,
          repId,
          reason: 'floating',
          decisionId,
          why: reason,
          credit: 'kept',
          ...guarded,
        }),
      ],
      seats: seat ? [seat] : [],
      tasks,
      opportunities,
      ids,
      at,
      actor: { kind: 'user', id: principal.userId },
      cause: { correlationId, causationId: correlationId },
    });
    const released: Released = { leadId: lead.leadId, state: 'floating', poolId, wasProtectedUntil, version: lead.version + 1 };
    await table.transact([...moved, ...along(released)]);
    return released;
  });
}
