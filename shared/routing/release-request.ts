import { z } from 'zod';
import { addMs, daysMs, hoursMs, isoTime, minutesMs } from '../platform/clock.ts';
import { DecisionId, LeadId, LoggedCallId, RepId } from '../platform/ids.ts';
import type { PutWrite } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor } from '../work/index.ts';

/** What the work of releasing leads by the rules of their pools is asked for by: through the leads of a rep, slice by slice. */
export const releaseRequest = {
  kind: 'releaseByRule' as const,
  schema: z.object({
    /** In the night leads are old enough; after a publication a rep may have left, whose leads go once there was time to hand them over. */
    by: z.enum(['night', 'publication', 'departure']),
    /** The night, the publication, or the end of that time. */
    at: z.iso.datetime(),
    /** Whose leads; null: those of all reps. */
    repId: RepId.nullable(),
    /** The place among their leads behind which this slice begins; null: at the one that is silent for longest. */
    after: z.string().nullable(),
  }),
};
export type ReleaseRequest = z.infer<typeof releaseRequest.schema>;

/** So long somebody may hand over what a rep has who left, before it floats. */
export const departureGraceMs = 60 * minutesMs;

/** Returns the timer by which the leads of a rep who left with a publication float. Set twice, it is one timer. */
export function putDeparture(repId: RepId, publishedAt: string): PutWrite {
  const at = isoTime(addMs(new Date(publishedAt), departureGraceMs));
  const asked = askFor(releaseRequest, { by: 'departure', at, repId, after: null });
  return putTimer({ timerId: timerIdFor('departure', repId), dueAt: at, queue: 'work', groupId: asked.groupId, message: asked.body });
}

/** The same of one lead, about which a call ended as its pool says. */
export const releaseAfterCallRequest = {
  kind: 'releaseAfterCall' as const,
  schema: z.object({
    leadId: LeadId,
    callId: LoggedCallId,
    /** By which the rep had it: whoever has it by another one keeps it. */
    decisionId: DecisionId,
  }),
};

/** In the middle of the night in Vietnam, and before anybody's work begins. */
const nightHourUtc = 19;

/** Returns the timer of the night after a moment. Set twice, it is one timer. */
export function putReleaseNight(now: Date): PutWrite {
  const today = Math.floor(now.getTime() / daysMs) * daysMs + nightHourUtc * hoursMs;
  const night = isoTime(new Date(today > now.getTime() ? today : today + daysMs));
  const asked = askFor(releaseRequest, { by: 'night', at: night, repId: null, after: null });
  return putTimer({ timerId: timerIdFor('releaseByRule'), dueAt: night, queue: 'work', groupId: asked.groupId, message: asked.body });
}
