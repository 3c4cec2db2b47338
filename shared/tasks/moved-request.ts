import { z } from 'zod';
import { isoTime } from '../platform/clock.ts';
import { LeadId } from '../platform/ids.ts';
import type { PutWrite } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor } from '../work/index.ts';
import type { Task } from './record.ts';

/** What whoever waits for the next task of a lead is asked to look again by, where no entry of the history tells that one was moved. */
export const tasksMovedRequest = {
  kind: 'tasksMoved' as const,
  schema: z.object({ leadId: LeadId }),
};

/** Returns the timer that has runs of a lead looked at which wait for its next task, for the transaction that moves one. */
export function putTasksMovedTimer({ leadId, name, dueAt }: Pick<Task, 'leadId' | 'name' | 'dueAt'>, at: Date): PutWrite {
  const { groupId, body } = askFor(tasksMovedRequest, { leadId });
  return putTimer({ timerId: timerIdFor('tasksMoved', leadId, name, dueAt), dueAt: isoTime(at), queue: 'work', groupId, message: body });
}
