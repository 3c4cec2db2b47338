import { listTasksRoute } from '../../api/tasks/list-tasks.ts';
import { showWorkRoute } from '../../api/tasks/show-work.ts';
import { tasksOfLeadRoute } from '../../api/tasks/tasks-of-lead.ts';
import { found, on, type ServedRoute } from '../../shared/http/index.ts';
import { lateActsFor } from '../../shared/late-acts/index.ts';
import { findLead } from '../../shared/reading/index.ts';
import { leadsThatLeft, listTasks, showWork, tasksOfLead } from '../../shared/worklist/index.ts';
import type { NoteRead, ReadParts } from './app.ts';

/** The routes that show what is to be done about leads. */
export function taskRoutes(parts: ReadParts, note: NoteRead): ServedRoute[] {
  const idsOf = (items: readonly { readonly leadId: string }[]) => items.map(({ leadId }) => leadId);
  return [
    on(showWorkRoute, async ({ principal, query: { kept, ...query } }) => {
      const isFirst = query.cursor === undefined;
      const [work, lateActs, left] = await Promise.all([
        showWork(parts, principal, query),
        isFirst ? lateActsFor(principal, parts) : [],
        kept === undefined ? [] : leadsThatLeft(parts.table, principal, kept.split(',')),
      ]);
      note(principal, 'work', idsOf([...work.items, ...lateActs]));
      return found({ ...work, lateActs, ...(left.length > 0 ? { left } : {}) });
    }),
    on(listTasksRoute, async ({ principal, query }) => {
      const tasks = await listTasks(parts, principal, query);
      note(principal, 'tasks', idsOf(tasks.items));
      return found(tasks);
    }),
    on(tasksOfLeadRoute, async ({ principal, params }) => {
      const lead = await findLead(parts.table, principal, params.leadId, tasksOfLeadRoute.right, tasksOfLeadRoute.missing);
      note(principal, 'tasks', [lead.leadId]);
      return found(await tasksOfLead(parts.table, principal, lead));
    }),
  ];
}
