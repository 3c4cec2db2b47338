import { z } from 'zod';
import { describeRoute } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { exampleLeadId } from '../leads/lead-path.ts';
import { problem } from '../problem.ts';
import { defineRoute } from '../route.ts';
import { NoQuery } from '../words.ts';
import { exampleNoteId, NotePath } from './note-path.ts';

export const deleteNoteRoute = defineRoute({
  id: 'deleteNote',
  method: 'DELETE',
  path: '/v1/leads/{leadId}/notes/{noteId}',
  kind: 'change',
  access: 'token',
  right: 'lead.note',
  missing: 'note',
  throttle: 50,
  params: NotePath,
  query: NoQuery,
  headers: z.object(idempotencyKey),
});

export const deleteNoteContract = () =>
  describeRoute(deleteNoteRoute, {
    tag: 'Notes',
    summary: 'Take away a note of your own',
    description: 'Only who wrote a note takes it away. The history says that there was one, and not what it said.',
    example: { params: { leadId: exampleLeadId, noteId: exampleNoteId } },
    answers: {
      204: { description: 'Taken away' },
      422: problem('A parameter is unknown, or the Idempotency-Key cannot be one or has named another request.'),
    },
  });
