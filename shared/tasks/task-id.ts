import { LeadId, TaskName } from '../platform/ids.ts';
import type { Task } from './record.ts';

/** Returns the id by which people and events name a task: it tells the lead under which the task lies. */
export function taskIdOf({ leadId, name }: Pick<Task, 'leadId' | 'name'>): string {
  return `${leadId}.${name}`;
}

/** Where a task lies. */
export type TaskPlace = Pick<Task, 'leadId' | 'name'>;

/** Reads the id of a task; null for what is none. */
export function placeOfTask(taskId: string): TaskPlace | null {
  const dot = taskId.lastIndexOf('.');
  const leadId = LeadId.safeParse(taskId.slice(0, Math.max(dot, 0)));
  const name = TaskName.safeParse(taskId.slice(dot + 1));
  return leadId.success && name.success ? { leadId: leadId.data, name: name.data } : null;
}
