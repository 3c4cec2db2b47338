import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { exampleLeadId, LeadPath } from './lead-path.ts';
import { ScoreView } from './score-view.ts';

export const explainScoreRoute = defineRoute({
  id: 'explainScore',
  method: 'GET',
  path: '/v1/leads/{leadId}/score',
  kind: 'read',
  access: 'token',
  right: 'lead.read',
  missing: 'lead',
  throttle: 100,
  params: LeadPath,
  query: z.strictObject({
    at: z.iso.datetime({ offset: true }).optional().meta({ description: 'A past moment; the present one when it is left out' }),
  }),
  answer: returns<ScoreView>(),
});

export const explainScoreContract = () =>
  describeRoute(explainScoreRoute, {
    tag: 'Leads',
    summary: 'Every point of a lead, now or at a past moment',
    description:
      'At a past moment: what had been done and was known by then, by the rules in force then. Whose history a device has is told as known today.',
    example: { params: { leadId: exampleLeadId }, query: { at: '2026-11-22T10:00:00+07:00' } },
    answers: { 200: json('Found', ScoreView), 422: problem('A parameter is wrong or unknown.') },
  });
