import { LoggedCallView } from '../../../../api/calls/call-view.ts';
import { TaskName } from '../../../../shared/platform/ids.ts';
import { mostOpenTasks, readTasks, taskIdOf, writeTasks } from '../../../../shared/tasks/index.ts';
import { taskAt, taskOf } from '../../../support/tasks.ts';
import { changeBy, onlyLeadOf, type Repeatable, toldOf, withLead } from './ask.ts';

/** A call is logged: a person may call twice. */
async function logCall(): Promise<Repeatable> {
  const { world, lead } = await withLead();
  return { world, isNewEachTime: true, ask: loggingCalls(world, lead.leadId), made: toldOf(world, 'call.logged') };
}

/** A call that was logged is undone. */
async function undoCall(): Promise<Repeatable> {
  const { world, lead } = await withLead();
  const { leadId } = lead;
  const { body } = await loggingCalls(world, leadId)();
  const { callId } = LoggedCallView.parse(JSON.parse(body));
  return {
    world,
    ask: changeBy(world, 'DELETE /v1/leads/{leadId}/calls/{callId}', (isOther) => ({ path: { leadId, callId: isOther ? 'C2' : callId } })),
    made: toldOf(world, 'call.undone'),
  };
}

const loggingCalls = (world: Repeatable['world'], leadId: string) =>
  changeBy(world, 'POST /v1/leads/{leadId}/calls', (isOther) => ({
    path: { leadId },
    body: { outcome: isOther ? 'busy' : 'noAnswer' },
  }));

/** Something is to be done about a lead: the last task that fits. */
async function createTask(): Promise<Repeatable> {
  const { world, lead } = await withTasks(mostOpenTasks - 1);
  return {
    world,
    ask: changeBy(world, 'POST /v1/leads/{leadId}/tasks', (isOther) => ({
      path: { leadId: lead.leadId },
      body: { kind: isOther ? 'mail' : 'call', dueAt: later },
    })),
    made: toldOf(world, 'task.created'),
  };
}

const later = '2026-12-01T02:00:00.000Z';

/** A task is done, cancelled, put off or handed over. */
const actOnTask =
  (act: string, type: string, body: object = {}) =>
  async (): Promise<Repeatable> => {
    const { world, tasks } = await withTasks(1);
    const [task = noTask] = tasks;
    const vary = (isOther: boolean) => ({ path: { taskId: isOther ? 'no.task' : taskIdOf(task) }, body });
    return { world, ask: changeBy(world, `POST /v1/tasks/{taskId}/${act}`, vary), made: toldOf(world, type) };
  };

/** What was done with a task is taken back. */
async function reopenTask(): Promise<Repeatable> {
  const { world, tasks } = await withTasks(1);
  const taskId = taskIdOf(tasks[0] ?? noTask);
  await changeBy(world, 'POST /v1/tasks/{taskId}/done', () => ({ path: { taskId }, body: {} }))();
  const vary = (isOther: boolean) => ({ path: { taskId: isOther ? 'no.task' : taskId }, body: {} });
  return { world, ask: changeBy(world, 'POST /v1/tasks/{taskId}/reopen', vary), made: toldOf(world, 'task.reopened') };
}

const noTask = taskOf();

/** A lead with an owner who has so many tasks to do about it, the first contact among them. */
async function withTasks(count: number) {
  const { world } = await withLead();
  await world.assignAll();
  const lead = onlyLeadOf(world);
  if (!lead.owner) throw new Error('nobody owns the lead');
  const draft = { leadId: lead.leadId, ownerRepId: lead.owner.repId };
  const more = Array.from({ length: count - 1 }, (_, place) => taskOf({ ...draft, name: TaskName.parse(`K${place}`) }));
  for (const after of more) await world.table.transact(writeTasks([{ before: null, after }], taskAt));
  return { world, lead, tasks: await readTasks(world.table, lead) };
}

/** Calls and tasks. */
export const callRoutes = {
  'POST /v1/leads/{leadId}/calls': logCall,
  'DELETE /v1/leads/{leadId}/calls/{callId}': undoCall,
  'POST /v1/leads/{leadId}/tasks': createTask,
  'POST /v1/tasks/{taskId}/done': actOnTask('done', 'task.done'),
  'POST /v1/tasks/{taskId}/reopen': reopenTask,
  'POST /v1/tasks/{taskId}/cancel': actOnTask('cancel', 'task.cancelled'),
  'POST /v1/tasks/{taskId}/snooze': actOnTask('snooze', 'task.snoozed', { until: later }),
  'POST /v1/tasks/{taskId}/owner': actOnTask('owner', 'task.handed_over', { repId: 'rep-anh' }),
} as const;
