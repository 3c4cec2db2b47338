import { type AssignRequest, leadRerouted } from '../../events/index.ts';
import { draftEntry, type EntryDraft, type Lead, type LeadRouting } from '../leads/index.ts';
import { type IdSource, leadSubject, type SubjectId } from '../platform/ids.ts';
import type { WriteItem } from '../platform/table.ts';
import type { Assignment } from './assignment.ts';
import { changeAssignment } from './change-assignment.ts';
import type { TerritoryRules } from './rules.ts';
import type { Asked } from './rules-asked.ts';
import { isListedAsWaiting } from './rules-assignment.ts';
import { territoryInstead } from './rules-territory.ts';

/** A lead that waits, and where it is to wait instead. */
export interface Rerouted {
  readonly before: Assignment;
  readonly territory: LeadRouting;
}

/**
 * Finds out whether a lead that waits belongs elsewhere by territories that are newer than its own; null: it stays. A territory that a
 * lead has stays otherwise, but nobody has this lead yet.
 */
export function reroutedTo(
  { request, lead, subject }: Asked<AssignRequest>,
  before: Assignment | null,
  rules: TerritoryRules,
): Rerouted | null {
  const isForNewRules = request.cause === 'retry' && subject === leadSubject && rules.territories.version > lead.routing.territoriesVersion;
  if (!isForNewRules || !before || !isListedAsWaiting(before)) return null;
  const territory = territoryInstead(lead, rules);
  return territory && { before, territory };
}

/** Tells that a lead belongs to another territory now. */
export function reroutedEntry(
  { routing }: Pick<Lead, 'routing'>,
  subject: SubjectId,
  { territoryId, poolId, territoriesVersion }: LeadRouting,
): EntryDraft {
  return draftEntry(leadRerouted, { subject, territoryId, poolId, fromPoolId: routing?.poolId ?? poolId, territoriesVersion });
}

/** Returns the writes by which a lead waits in another territory; from the same moment, so that it keeps its place among others. */
export function reroutedWrites(
  { request, lead, subject }: Asked<AssignRequest>,
  { before, territory }: Rerouted,
  at: Date,
  ids: Pick<IdSource, 'entryId'>,
): readonly WriteItem[] {
  return changeAssignment({
    lead,
    subject,
    before,
    to: { state: 'waiting', poolId: territory.poolId, repId: null, decisionId: before.decisionId },
    entries: [reroutedEntry(lead, subject, territory)],
    seats: [],
    tasks: [],
    territory,
    ids,
    at,
    actor: { kind: 'system', id: 'assign-leads' },
    cause: { correlationId: request.correlationId, causationId: request.causationId },
  });
}
