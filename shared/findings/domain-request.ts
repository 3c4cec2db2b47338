import { z } from 'zod';
import { isoTime } from '../platform/clock.ts';
import { LeadId } from '../platform/ids.ts';
import type { PutWrite } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor } from '../work/index.ts';

/** What asking name servers for a lead's mail domain is asked for by, apart from the work itself: a domain may tell whose it is. */
export const domainRequest = {
  kind: 'lookAtMailDomain' as const,
  schema: z.object({
    leadId: LeadId,
    /** Which try it is: name servers that are silent are asked again. */
    turn: z.number().int().min(1),
    /** Of the lead as it was when this was asked for: a reading that lags behind it is no answer. @default - it is read as it stands */
    version: z.number().int().positive().optional(),
  }),
};

/** What the monthly look at the domains of all leads is asked for by. */
export const recheckRequest = {
  kind: 'recheckMailDomains' as const,
  schema: z.object({
    month: z.iso.datetime(),
    /** The place of the lead behind which this slice begins; null: at the newest. */
    after: z.string().nullable(),
  }),
};

/** Early in the night in Vietnam, an hour before leads are retired. */
const hourUtc = 18;

/** Returns the timer of the first night of the month after a moment. Set twice, it is one timer. */
export function putRecheck(now: Date): PutWrite {
  const month = isoTime(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1, hourUtc)));
  const asked = askFor(recheckRequest, { month, after: null });
  return putTimer({ timerId: timerIdFor(recheckRequest.kind), dueAt: month, queue: 'work', groupId: asked.groupId, message: asked.body });
}
