import { z } from 'zod';
import { daysMs, hoursMs, isoTime } from '../platform/clock.ts';
import type { PutWrite } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor } from '../work/index.ts';

/** What comparing our closed addresses with SES' list is asked for by, apart from the work itself. */
export const reconcileRequest = {
  kind: 'reconcileSuppression' as const,
  schema: z.object({
    /** When the addresses came onto the list; null: whenever that was before, which is what a night asks for. */
    span: z.object({ from: z.iso.datetime(), to: z.iso.datetime() }).nullable(),
  }),
};

/** An hour before reps begin in Vietnam, and before the mails that wait for the morning go out. */
const hourUtc = 22;

/** Returns the timer of the next night after a moment. Set twice, it is one timer. */
export function putReconcileNight(now: Date): PutWrite {
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()) + hourUtc * hoursMs;
  const dueAt = isoTime(new Date(today > now.getTime() ? today : today + daysMs));
  const asked = askFor(reconcileRequest, { span: null });
  return putTimer({ timerId: timerIdFor(reconcileRequest.kind), dueAt, queue: 'work', groupId: asked.groupId, message: asked.body });
}
