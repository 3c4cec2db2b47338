import { z } from 'zod';
import { isoTime } from '../platform/clock.ts';
import { DateId } from '../platform/ids.ts';
import type { PutWrite } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor } from '../work/index.ts';

/** What the work of finding whose day it is is asked for by, apart from the work itself. */
export const dateLookRequest = {
  kind: 'lookAtDates' as const,
  schema: z.object({
    /** When it was due: the day that the company's calendars showed then is looked at. */
    dueAt: z.iso.datetime(),
    /** Which leads this slice looks at; null: the day begins here. */
    slice: z
      .object({
        dateId: DateId,
        offsetDays: z.number().int(),
        /** The place behind which it begins; null: at the first lead. */
        after: z.string().nullable(),
      })
      .nullable(),
  }),
};

/** Returns the timer of a look. Set twice, it is one timer. */
export function putLook(at: Date): PutWrite {
  const dueAt = isoTime(at);
  const { groupId, body } = askFor(dateLookRequest, { dueAt, slice: null });
  return putTimer({ timerId: timerIdFor(dateLookRequest.kind), dueAt, queue: 'work', groupId, message: body });
}
