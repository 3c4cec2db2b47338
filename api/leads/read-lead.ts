import { describeRoute, json } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { exampleLeadId, LeadPath } from './lead-path.ts';
import { LeadView } from './lead-view.ts';

export const readLeadRoute = defineRoute({
  id: 'readLead',
  method: 'GET',
  path: '/v1/leads/{leadId}',
  kind: 'read',
  access: 'token',
  right: 'lead.read',
  missing: 'lead',
  throttle: 100,
  params: LeadPath,
  query: NoQuery,
  answer: returns<LeadView>(),
});

export const readLeadContract = () =>
  describeRoute(readLeadRoute, {
    tag: 'Leads',
    summary: 'One lead',
    example: { params: { leadId: exampleLeadId } },
    answers: { 200: json('Found', LeadView), 422: problem('A parameter is wrong or unknown.') },
  });
