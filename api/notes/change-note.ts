import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { exampleLeadId } from '../leads/lead-path.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { exampleNoteId, NotePath, noteText } from './note-path.ts';
import { NoteView } from './note-view.ts';

export const changeNoteRoute = defineRoute({
  id: 'changeNote',
  method: 'PATCH',
  path: '/v1/leads/{leadId}/notes/{noteId}',
  kind: 'change',
  access: 'token',
  right: 'lead.note',
  missing: 'note',
  throttle: 50,
  params: NotePath,
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({ text: noteText }),
  maxBodyKb: 32,
  answer: returns<NoteView>(),
});

export const changeNoteContract = () =>
  describeRoute(changeNoteRoute, {
    tag: 'Notes',
    summary: 'Write a note of your own anew',
    description: 'Only who wrote a note changes it. What it said before is not kept.',
    example: { params: { leadId: exampleLeadId, noteId: exampleNoteId }, body: { text: 'Chị Hường quyết định sau Tết.' } },
    answers: {
      200: json('Written anew', NoteView),
      400: problem('The body is no JSON.'),
      413: problem('The body is larger than 32 KB.'),
      422: problem('The note says nothing or is too long, or the Idempotency-Key has a fault.'),
    },
  });
