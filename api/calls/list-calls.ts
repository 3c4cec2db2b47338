import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { exampleLeadId, LeadPath } from '../leads/lead-path.ts';
import { CursorText } from '../paging.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { CallListView } from './call-view.ts';

export const CallsQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: CursorText.optional(),
});
export type CallsQuery = z.infer<typeof CallsQuery>;

export const listCallsRoute = defineRoute({
  id: 'listCalls',
  method: 'GET',
  path: '/v1/leads/{leadId}/calls',
  kind: 'read',
  access: 'token',
  // What was noted of a conversation may say how to reach the person.
  right: 'lead.contact',
  missing: 'lead',
  throttle: 100,
  params: LeadPath,
  query: CallsQuery,
  answer: returns<CallListView>(),
});

export const listCallsContract = () =>
  describeRoute(listCallsRoute, {
    tag: 'Calls',
    summary: 'The calls to a lead with their notes, newest first',
    description: 'For those who see contact details. A rep sees calls about opportunities of others as little as these.',
    example: { params: { leadId: exampleLeadId }, query: { limit: 20 } },
    answers: { 200: json('Found', CallListView), 422: problem('A parameter is wrong or unknown.') },
  });
