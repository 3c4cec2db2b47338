import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { exampleLeadId, LeadPath } from '../leads/lead-path.ts';
import { CursorText } from '../paging.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { ReplyListView } from './reply-view.ts';

export const RepliesQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: CursorText.optional(),
});
export type RepliesQuery = z.infer<typeof RepliesQuery>;

export const listRepliesRoute = defineRoute({
  id: 'listReplies',
  method: 'GET',
  path: '/v1/leads/{leadId}/replies',
  kind: 'read',
  access: 'token',
  right: 'lead.note',
  missing: 'lead',
  throttle: 100,
  params: LeadPath,
  query: RepliesQuery,
  answer: returns<ReplyListView>(),
});

export const listRepliesContract = () =>
  describeRoute(listRepliesRoute, {
    tag: 'Replies',
    summary: 'What the person of a lead answered to mails, newest first',
    description: 'For those who see contact details.',
    example: { params: { leadId: exampleLeadId }, query: { limit: 20 } },
    answers: { 200: json('Found', ReplyListView), 422: problem('A parameter is wrong or unknown.') },
  });
