import { LeadId, leadSubject, RepId, TaskName } from '../../shared/platform/ids.ts';
import { createTask, type Task, type TaskDraft } from '../../shared/tasks/index.ts';

export const taskAt = new Date('2026-11-23T02:00:00.000Z');
export const lan = RepId.parse('rep-lan');
export const minh = RepId.parse('rep-minh');

/** A task of Lan's that is to be done the next day. */
export function taskOf(draft: Partial<TaskDraft> = {}): Task {
  const { after } = createTask(
    {
      leadId: LeadId.parse('L1'),
      name: TaskName.parse('K1'),
      subject: leadSubject,
      kind: 'call',
      reason: 'planned',
      dueAt: '2026-11-24T02:00:00.000Z',
      ownerRepId: lan,
      createdBy: { kind: 'user', id: 'user-lan' },
      ...draft,
    },
    taskAt,
  );
  return after;
}
