import type { Lead } from '../leads/index.ts';
import { mailRequest } from '../mail-requests/index.ts';
import { isoTime } from '../platform/clock.ts';
import type { LeadId, RepId } from '../platform/ids.ts';
import type { WriteItem } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';

interface Told {
  readonly survivor: Lead;
  readonly otherLeadId: LeadId;
  /** Who had the one that became part of the other. */
  readonly heldBy: RepId | null;
  readonly by: 'person' | 'rule';
  readonly at: Date;
}

/**
 * Returns the timers by which reps hear that two leads became one: both, where a rule did it or one of them has the person no more. Who had both hears
 * nothing of what a colleague did.
 */
export function tellReps({ survivor, otherLeadId, heldBy, by, at }: Told): WriteItem[] {
  const owner = survivor.owner?.repId ?? null;
  if (by === 'person' && (heldBy === null || heldBy === owner)) return [];
  const repIds = new Set([owner, heldBy].filter((repId) => repId !== null));
  return [...repIds].map((repId) => {
    const message = mailRequest('mergedNotice', survivor.leadId, { otherLeadId, repId, by, at: isoTime(at) });
    const timerId = timerIdFor('mergedNotice', survivor.leadId, otherLeadId, repId, isoTime(at));
    return putTimer({ timerId, dueAt: isoTime(at), queue: 'notice', message });
  });
}

interface ToldOfParting {
  readonly leadId: LeadId;
  readonly ownerRepId: RepId | null;
  readonly otherLeadId: LeadId;
  /** Who has that one again; null: nobody yet. */
  readonly otherRepId: RepId | null;
  readonly at: Date;
}

/** Returns the timers by which reps hear that two leads are two again, each about their own. Who has both hears nothing of what a colleague did. */
export function tellParted({ leadId, ownerRepId, otherLeadId, otherRepId, at }: ToldOfParting): WriteItem[] {
  if (ownerRepId === otherRepId) return [];
  const told = (repId: RepId | null, own: LeadId, other: LeadId): WriteItem[] => {
    if (repId === null) return [];
    const message = mailRequest('partedNotice', own, { otherLeadId: other, repId, at: isoTime(at) });
    return [
      putTimer({ timerId: timerIdFor('partedNotice', own, other, repId, isoTime(at)), dueAt: isoTime(at), queue: 'notice', message }),
    ];
  };
  return [...told(ownerRepId, leadId, otherLeadId), ...told(otherRepId, otherLeadId, leadId)];
}
