import { z } from 'zod';
import { RepId } from '../platform/ids.ts';
import type { PutWrite } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor } from '../work/index.ts';

/** What the work of having pools take over what was switched for reps is asked for by. */
export const tellDutyRequest = {
  kind: 'tellDuty' as const,
  schema: z.object({ repIds: z.array(RepId).min(1), at: z.iso.datetime() }),
};

/** Returns the timer that has the pools of reps told, for the transaction of the switch: whoever switches may be gone before they tell them. */
export function putTellDuty(repIds: readonly RepId[], at: string): PutWrite {
  const { body: message, groupId } = askFor(tellDutyRequest, { repIds: [...repIds], at });
  return putTimer({ timerId: timerIdFor('tellDuty', at, ...repIds), dueAt: at, queue: 'work', groupId, message });
}
