import { describeRoute, json } from '../contract.ts';
import { exampleLeadId, LeadPath } from '../leads/lead-path.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { LeadEnrolmentsView } from './enrolment-view.ts';

export const listSequencesOfLeadRoute = defineRoute({
  id: 'listSequencesOfLead',
  method: 'GET',
  path: '/v1/leads/{leadId}/enrolments',
  kind: 'read',
  access: 'token',
  right: 'lead.read',
  missing: 'lead',
  throttle: 50,
  params: LeadPath,
  query: NoQuery,
  answer: returns<LeadEnrolmentsView>(),
});

export const listSequencesOfLeadContract = () =>
  describeRoute(listSequencesOfLeadRoute, {
    tag: 'Sequences',
    summary: 'The sequences that a lead is in, or was in',
    description: 'For whoever may read the lead: one line for each sequence, with its last run, those first that go on.',
    example: { params: { leadId: exampleLeadId } },
    answers: { 200: json('Found', LeadEnrolmentsView), 422: problem('A parameter is unknown.') },
  });
