import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { chosenId } from '../ids.ts';
import { exampleLeadId, LeadPath } from '../leads/lead-path.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { Moment, NoQuery } from '../words.ts';
import { TaskView } from './task-view.ts';

const maxTitle = 120;
const maxNote = 1_000;

export const CreateTask = z.strictObject({
  kind: z.enum(['call', 'mail', 'text', 'meeting', 'qualification', 'custom']),
  title: z
    .string()
    .trim()
    .min(1)
    .max(maxTitle)
    .optional()
    .meta({ description: 'What is to be done, in few words; a custom task needs it' }),
  note: z.string().trim().min(1).max(maxNote).optional(),
  dueAt: Moment.meta({ description: 'Not past, and within two years' }),
  repId: z.string().regex(chosenId).optional().meta({ description: 'Who is to do it. @default - the owner of the subject' }),
  isCallback: z.boolean().default(false).meta({ description: 'The person waits for this call: it ranks before everything else' }),
  subject: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,64}$/)
    .brand<'SubjectId'>()
    .optional()
    .meta({
      description: '`lead`, or one of its opportunities. @default - the lead; for whoever has another need of the person only, that need',
    }),
});
export type CreateTask = z.infer<typeof CreateTask>;

export const createTaskRoute = defineRoute({
  id: 'createTask',
  method: 'POST',
  path: '/v1/leads/{leadId}/tasks',
  kind: 'change',
  access: 'token',
  right: 'task.change',
  missing: 'lead',
  throttle: 50,
  params: LeadPath,
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: CreateTask,
  maxBodyKb: 8,
  answer: returns<TaskView>(),
});

export const createTaskContract = () =>
  describeRoute(createTaskRoute, {
    tag: 'Tasks',
    summary: 'Note what is to be done about a lead',
    description:
      'Who is to do it is reminded a quarter of an hour before a callback or a meeting, and each working morning of what is overdue.',
    example: {
      params: { leadId: exampleLeadId },
      body: { kind: 'call', title: 'Báo giá gói 2', dueAt: '2026-11-24T02:00:00.000Z', isCallback: true },
    },
    answers: {
      201: json('Noted', TaskView),
      400: problem('The body is not JSON.'),
      409: problem('Nobody owns the subject and no rep is named, the lead is disqualified, or it has twenty open tasks already.'),
      413: problem('The body is larger than 8 KB.'),
      422: problem('The body or the Idempotency-Key has a fault.'),
    },
  });
