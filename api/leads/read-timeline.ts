import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { CursorText } from '../paging.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { Locale } from '../words.ts';
import { exampleLeadId, LeadPath } from './lead-path.ts';
import { TimelineView } from './timeline-view.ts';

export const TimelineQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: CursorText.optional(),
  lang: Locale.optional(),
});
export type TimelineQuery = z.infer<typeof TimelineQuery>;

export const readTimelineRoute = defineRoute({
  id: 'readTimeline',
  method: 'GET',
  path: '/v1/leads/{leadId}/timeline',
  kind: 'read',
  access: 'token',
  right: 'lead.read',
  missing: 'lead',
  throttle: 100,
  params: LeadPath,
  query: TimelineQuery,
  answer: returns<TimelineView>(),
});

export const readTimelineContract = () =>
  describeRoute(readTimelineRoute, {
    tag: 'Leads',
    summary: 'What happened to a lead, newest first',
    example: { params: { leadId: exampleLeadId }, query: { limit: 20, lang: 'vi' } },
    answers: { 200: json('Found', TimelineView), 422: problem('A parameter is wrong or unknown.') },
  });
