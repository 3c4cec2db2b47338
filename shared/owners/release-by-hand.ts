import { type GiveReason, leadUnassigned } from '../../events/index.ts';
import type { Principal } from '../access/index.ts';
import { draftEntry } from '../leads/index.ts';
import { assignedTo } from '../needs/index.ts';
import { type LeadId, leadSubject, type PoolId, type SubjectId } from '../platform/ids.ts';
import type { WriteItem } from '../platform/table.ts';
import { refuseOtherVersion, untilWritten } from '../platform/versioned.ts';
import { changeAssignment, protectedUntil, readAssignment } from '../routing/index.ts';
import { poolKind } from '../routing/pool-config.ts';
import { readSeat } from '../seats/index.ts';
import { readTasks } from '../tasks/index.ts';
import { ImpossibleGiftError } from './errors.ts';
import { findNeed, findWhole, homeOf } from './find-subject.ts';
import { heldBefore } from './move-subject.ts';
import type { OwnerParts } from './parts.ts';
import { whyNotReleased } from './rules-floating.ts';

/** Somebody lets a lead go, or one of its needs that goes its own way. */
export interface ReleaseAsked {
  readonly of: { readonly leadId: LeadId } | { readonly opportunityId: string };
  readonly reason: GiveReason;
  /** The version of the lead, or of the opportunity, that the person saw. */
  readonly seenVersion: number | undefined;
  readonly principal: Principal;
  readonly correlationId: string;
  readonly along: (released: Released) => readonly WriteItem[];
}

export interface Released {
  readonly leadId: LeadId;
  readonly subject: SubjectId;
  readonly state: 'floating';
  readonly poolId: PoolId;
  /** Until when no rule would have taken it from whoever had it; null: rules could have. */
  readonly wasProtectedUntil: string | null;
  /** Of the lead, or of the opportunity. */
  readonly version: number;
}

/**
 * Lets a lead, or a need, float in the pool in charge of it: nobody is looked for, and whoever comes first of those who may takes it. Its tasks stay with it.
 * @throws NotFoundError; PreconditionFailedError when it is another than the person saw; ImpossibleGiftError
 */
export function releaseByHand(asked: ReleaseAsked, { table, config, clock, ids }: OwnerParts): Promise<Released> {
  const { of, reason, seenVersion, principal, correlationId, along } = asked;
  return untilWritten(async () => {
    const found =
      'leadId' in of
        ? await findWhole(table, principal, of.leadId, 'lead.release')
        : await findNeed(table, principal, of.opportunityId, 'opportunity.release');
    const { lead, subject, need, opportunities } = found;
    if (need) refuseOtherVersion('opportunity', need, seenVersion);
    else refuseOtherVersion('lead', lead, seenVersion);
    const [before = null, tasks, { documents: pools }] = await Promise.all([
      readAssignment(table, lead.leadId, subject),
      readTasks(table, lead),
      config.current(poolKind),
    ]);
    const poolId = await homeOf(found, before?.poolId ?? lead.owner?.poolId ?? '-', config);
    const { state, repId } = heldBefore(found, { poolId }, before);
    const why = whyNotReleased({
      principal,
      lead,
      need,
      state,
      pool: pools.get(poolId),
      tasks: tasks.filter((task) => task.subject === subject),
    });
    if (why) throw new ImpossibleGiftError(`${why.en} ${why.vi}`);
    const seat = repId === null ? undefined : await readSeat(table, lead.leadId, repId);
    const at = clock();
    const wasProtectedUntil = protectedUntil(before, at);
    const guarded = wasProtectedUntil === null ? {} : { wasProtectedUntil };
    const decisionId = before?.decisionId ?? (subject === leadSubject ? lead.owner?.decisionId : undefined) ?? '';
    const told = { subject, poolId, repId, reason: 'floating', decisionId, why: reason, credit: 'kept', ...guarded } as const;
    const moved = changeAssignment({
      lead,
      subject,
      before,
      to: { state: 'floating', poolId, repId: null, decisionId: null },
      entries: [draftEntry(leadUnassigned, told)],
      seats: seat ? [seat] : [],
      tasks,
      opportunities,
      ids,
      at,
      actor: { kind: 'user', id: principal.userId },
      cause: { correlationId, causationId: correlationId },
    });
    const version = need ? assignedTo(need, { owner: null, poolId }).version : lead.version + 1;
    const released: Released = { leadId: lead.leadId, subject, state: 'floating', poolId, wasProtectedUntil, version };
    await table.transact([...moved, ...along(released)]);
    return released;
  });
}
