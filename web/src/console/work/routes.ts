import type { claimLeadRoute } from '../../../../api/leads/claim-lead.ts';
import type { deleteNoteRoute } from '../../../../api/notes/delete-note.ts';
import type { writeNoteRoute } from '../../../../api/notes/write-note.ts';
import type { listFloatingRoute } from '../../../../api/pools/list-floating.ts';
import type { cancelTaskRoute } from '../../../../api/tasks/cancel-task.ts';
import type { createTaskRoute } from '../../../../api/tasks/create-task.ts';
import type { finishTaskRoute } from '../../../../api/tasks/finish-task.ts';
import type { reopenTaskRoute } from '../../../../api/tasks/reopen-task.ts';
import type { showWorkRoute } from '../../../../api/tasks/show-work.ts';
import type { snoozeTaskRoute } from '../../../../api/tasks/snooze-task.ts';
import { routeCall } from '../api/index.ts';

export const showWork = routeCall<typeof showWorkRoute>('GET', '/v1/work');
export const snoozeTask = routeCall<typeof snoozeTaskRoute>('POST', '/v1/tasks/{taskId}/snooze');
export const reopenTask = routeCall<typeof reopenTaskRoute>('POST', '/v1/tasks/{taskId}/reopen');
export const finishTask = routeCall<typeof finishTaskRoute>('POST', '/v1/tasks/{taskId}/done');
export const createTask = routeCall<typeof createTaskRoute>('POST', '/v1/leads/{leadId}/tasks');
export const cancelTask = routeCall<typeof cancelTaskRoute>('POST', '/v1/tasks/{taskId}/cancel');
export const writeNote = routeCall<typeof writeNoteRoute>('POST', '/v1/leads/{leadId}/notes');
export const deleteNote = routeCall<typeof deleteNoteRoute>('DELETE', '/v1/leads/{leadId}/notes/{noteId}');
export const listFloating = routeCall<typeof listFloatingRoute>('GET', '/v1/pools/{poolId}/floating');
export const claimLead = routeCall<typeof claimLeadRoute>('POST', '/v1/leads/{leadId}/claim');

/** Headers of an act of its own. */
export const anew = () => ({ 'Idempotency-Key': crypto.randomUUID() });
