import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { exampleLeadId, LeadPath } from '../leads/lead-path.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { noteText } from './note-path.ts';
import { NoteView } from './note-view.ts';

export const writeNoteRoute = defineRoute({
  id: 'writeNote',
  method: 'POST',
  path: '/v1/leads/{leadId}/notes',
  kind: 'change',
  access: 'token',
  right: 'lead.note',
  missing: 'lead',
  throttle: 50,
  params: LeadPath,
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({ text: noteText }),
  maxBodyKb: 32,
  answer: returns<NoteView>(),
});

export const writeNoteContract = () =>
  describeRoute(writeNoteRoute, {
    tag: 'Notes',
    summary: 'Write a note about a lead',
    description:
      'For those who see contact details and work with the lead: a note may say how to reach the person. It changes nothing of the record.',
    example: { params: { leadId: exampleLeadId }, body: { text: 'Chị Hường đang so sánh với nhà cung cấp khác, quyết định sau Tết.' } },
    answers: {
      201: json('Written', NoteView),
      400: problem('The body is no JSON.'),
      413: problem('The body is larger than 32 KB.'),
      422: problem('The note says nothing or is too long, or the Idempotency-Key has a fault.'),
    },
  });
