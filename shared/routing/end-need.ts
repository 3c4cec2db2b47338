import { type AssignRequest, leadUnassigned } from '../../events/index.ts';
import { draftEntry, type Lead } from '../leads/index.ts';
import type { Opportunity } from '../needs/index.ts';
import type { IdSource } from '../platform/ids.ts';
import type { WriteItem } from '../platform/table.ts';
import type { Assignment } from './assignment.ts';
import { changeAssignment } from './change-assignment.ts';
import type { Asked } from './rules-asked.ts';
import { isListedAsWaiting } from './rules-assignment.ts';

/** Tells whether nobody is to be found for a need any more: its sale is closed, or sales is done with the person. */
export function isOver({ state }: Pick<Opportunity, 'state'>, { status }: Pick<Lead, 'status'>): boolean {
  return state !== 'open' || status === 'disqualified';
}

/** Returns the writes by which a need that waits leaves the list of its pool, so that nobody is asked or rung for it again. */
export function endedNeedWrites(
  { request, lead, subject }: Asked<AssignRequest>,
  before: Assignment | null,
  opportunities: readonly Opportunity[],
  at: Date,
  ids: Pick<IdSource, 'entryId'>,
): readonly WriteItem[] {
  if (!before || !isListedAsWaiting(before)) return [];
  const { poolId, decisionId } = before;
  return changeAssignment({
    lead,
    subject,
    before,
    to: { state: 'ended', poolId, repId: null, decisionId: null },
    entries: [draftEntry(leadUnassigned, { subject, poolId, repId: null, reason: 'over', decisionId: decisionId ?? '' })],
    seats: [],
    tasks: [],
    opportunities,
    ids,
    at,
    actor: { kind: 'system', id: 'assign-leads' },
    cause: { correlationId: request.correlationId, causationId: request.causationId },
  });
}
