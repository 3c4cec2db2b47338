import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { exampleLeadId, LeadPath } from '../leads/lead-path.ts';
import { CursorText } from '../paging.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { LetterListView } from './letter-view.ts';

export const LettersQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: CursorText.optional(),
});

export const listLettersRoute = defineRoute({
  id: 'listLetters',
  method: 'GET',
  path: '/v1/leads/{leadId}/letters',
  kind: 'read',
  access: 'token',
  right: 'lead.write',
  missing: 'lead',
  throttle: 100,
  params: LeadPath,
  query: LettersQuery,
  answer: returns<LetterListView>(),
});

export const listLettersContract = () =>
  describeRoute(listLettersRoute, {
    tag: 'Letters',
    summary: 'What colleagues wrote to the person of a lead, newest first, and what became of it',
    example: { params: { leadId: exampleLeadId }, query: { limit: 20 } },
    answers: { 200: json('Found', LetterListView), 422: problem('A parameter is wrong or unknown.') },
  });
