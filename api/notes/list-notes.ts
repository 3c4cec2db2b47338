import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { exampleLeadId, LeadPath } from '../leads/lead-path.ts';
import { CursorText } from '../paging.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoteListView } from './note-view.ts';

export const NotesQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: CursorText.optional(),
});
export type NotesQuery = z.infer<typeof NotesQuery>;

export const listNotesRoute = defineRoute({
  id: 'listNotes',
  method: 'GET',
  path: '/v1/leads/{leadId}/notes',
  kind: 'read',
  access: 'token',
  right: 'lead.note',
  missing: 'lead',
  throttle: 100,
  params: LeadPath,
  query: NotesQuery,
  answer: returns<NoteListView>(),
});

export const listNotesContract = () =>
  describeRoute(listNotesRoute, {
    tag: 'Notes',
    summary: 'The notes about a lead, newest first',
    description: 'For those who see contact details.',
    example: { params: { leadId: exampleLeadId }, query: { limit: 20 } },
    answers: { 200: json('Found', NoteListView), 422: problem('A parameter is wrong or unknown.') },
  });
