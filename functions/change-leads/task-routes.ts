import { cancelTaskRoute } from '../../api/tasks/cancel-task.ts';
import { createTaskRoute } from '../../api/tasks/create-task.ts';
import { finishTaskRoute } from '../../api/tasks/finish-task.ts';
import { handOverTaskRoute } from '../../api/tasks/hand-over-task.ts';
import { reopenTaskRoute } from '../../api/tasks/reopen-task.ts';
import { snoozeTaskRoute } from '../../api/tasks/snooze-task.ts';
import type { TaskView } from '../../api/tasks/task-view.ts';
import { found, on, once, type ServedRoute } from '../../shared/http/index.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { WriteItem } from '../../shared/platform/table.ts';
import { findLead } from '../../shared/reading/index.ts';
import { cancelTask, finishTask, handOverTask, noteTask, reopenTask, snoozeTask, type TaskAct } from '../../shared/worklist/index.ts';
import type { ChangeParts } from './app.ts';

const created = (body: TaskView) => ({ status: 201, body });

/** The routes by which people say what is to be done about leads. */
export function taskRoutes(parts: ChangeParts, log: Log): ServedRoute[] {
  /** Does something with a task, once for each request. */
  const byAct =
    (act: (acted: TaskAct) => Promise<TaskView>, { taskId, ...request }: ActRequest) =>
    async (keep: Keep) => {
      const view = await act({ ...request, taskId, along: (after) => keep(found(after)) });
      log.info('task changed', { userId: request.principal.userId, taskId, status: view.status, repId: view.repId });
      return found(view);
    };
  const requestOf = <Request extends { readonly principal: TaskAct['principal']; readonly requestId: string }>(
    { principal, requestId }: Request,
    taskId: string,
  ): ActRequest => ({ principal, correlationId: requestId, taskId });
  return [
    on(createTaskRoute, (request) => {
      const { principal, requestId: correlationId, params, body } = request;
      const change = async (keep: Keep) => {
        const lead = await findLead(parts.table, principal, params.leadId, createTaskRoute.right, createTaskRoute.missing);
        const asked = { lead, body, principal, correlationId };
        const view = await noteTask({ ...asked, along: (after) => keep(created(after)) }, parts);
        log.info('task noted', { userId: principal.userId, leadId: lead.leadId, taskId: view.taskId, kind: view.kind });
        return created(view);
      };
      return once(request, { change }, { ...parts, log });
    }),
    on(finishTaskRoute, (request) => {
      const change = byAct((act) => finishTask(act, parts), requestOf(request, request.params.taskId));
      return once(request, { change }, { ...parts, log });
    }),
    on(cancelTaskRoute, (request) => {
      const change = byAct((act) => cancelTask(act, parts), requestOf(request, request.params.taskId));
      return once(request, { change }, { ...parts, log });
    }),
    on(reopenTaskRoute, (request) => {
      const change = byAct((act) => reopenTask(act, parts), requestOf(request, request.params.taskId));
      return once(request, { change }, { ...parts, log });
    }),
    on(snoozeTaskRoute, (request) => {
      const { until } = request.body;
      const change = byAct((act) => snoozeTask({ ...act, until }, parts), requestOf(request, request.params.taskId));
      return once(request, { change }, { ...parts, log });
    }),
    on(handOverTaskRoute, (request) => {
      const { repId } = request.body;
      const change = byAct((act) => handOverTask({ ...act, repId }, parts), requestOf(request, request.params.taskId));
      return once(request, { change }, { ...parts, log });
    }),
  ];
}

type ActRequest = Omit<TaskAct, 'along'>;
type Keep = (answer: { readonly status: number; readonly body: TaskView }) => readonly WriteItem[];
