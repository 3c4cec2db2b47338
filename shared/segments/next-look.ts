import { isoTime } from '../platform/clock.ts';
import type { LeadId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { WriteItem } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor } from '../work/index.ts';
import { lookRequest } from './look-request.ts';
import { type NextLook, putNextLook } from './membership.ts';

/**
 * Returns the writes that have a lead looked at in time for the earliest moment at which time alone moves it; none where a timer stands that
 * comes as early. One that comes too early finds nothing to do and sets the next, which costs less than to move it each time.
 */
export function nextLookWrites(leadId: LeadId, before: NextLook | null, next: Date | null, at: Date): WriteItem[] {
  if (next === null) return [];
  const stands = before !== null && Date.parse(before.lookAt) > at.getTime() ? before : null;
  if (stands !== null && Date.parse(stands.lookAt) <= next.getTime()) return [];
  const timerId = timerIdFor('segments', leadId);
  const lookAt = isoTime(next);
  const asked = askFor(lookRequest, { leadId, by: 'time', dueAt: lookAt });
  return [
    putNextLook(before, { leadId, version: (before?.version ?? 0) + 1, lookAt }),
    putTimer({ timerId, dueAt: lookAt, queue: 'work', groupId: asked.groupId, message: asked.body }),
    ...(stands === null ? [] : [{ Delete: { Key: keys.timer(stands.lookAt, timerId) } }]),
  ];
}
