import { leadSubject } from '../platform/ids.ts';
import type { Fact, Moment } from './fact.ts';

const qualified: ReadonlySet<string> = new Set(['sql', 'sqo', 'customer', 'repeat']);

/** Which milestones follow from the rest of a fact; a packed one says those alone that are otherwise. */
export type Followed = 'assignedAt' | 'attemptedAt' | 'contactedAt' | 'qualifiedAt';

/** Finds when a lead came to the milestones that owners, calls and stages tell of. */
export function milestonesBy({ owners, calls, stages }: Pick<Fact, 'owners' | 'calls' | 'stages'>): Record<Followed, Moment | null> {
  return {
    assignedAt: owners.find(({ subject }) => subject === leadSubject)?.from ?? null,
    attemptedAt: calls[0]?.at ?? null,
    contactedAt: calls.find(({ reached }) => reached)?.at ?? null,
    qualifiedAt: stages.find(({ stage }) => qualified.has(stage))?.at ?? null,
  };
}
