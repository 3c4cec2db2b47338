import type { Task } from './record.ts';

/** Returns when the next call or meeting is that was agreed with the person; undefined: none lies ahead. */
export function nextAppointment(tasks: readonly Pick<Task, 'status' | 'reason' | 'kind' | 'dueAt'>[], now: Date): string | undefined {
  const [next] = tasks
    .filter(
      ({ status, reason, kind, dueAt }) => status === 'open' && (reason === 'callback' || kind === 'meeting') && dueAt > now.toISOString(),
    )
    .map(({ dueAt }) => dueAt)
    .toSorted();
  return next;
}
