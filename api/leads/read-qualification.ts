import { describeRoute, json } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { exampleLeadId, LeadPath } from './lead-path.ts';
import { QualificationView } from './qualification-view.ts';

export const readQualificationRoute = defineRoute({
  id: 'readQualification',
  method: 'GET',
  path: '/v1/leads/{leadId}/qualification',
  kind: 'read',
  access: 'token',
  right: 'lead.read',
  missing: 'lead',
  throttle: 100,
  params: LeadPath,
  query: NoQuery,
  answer: returns<QualificationView>(),
});

export const readQualificationContract = () =>
  describeRoute(readQualificationRoute, {
    tag: 'Leads',
    summary: 'What is known of a lead’s need, fit, budget, authority and timeline, and what to ask',
    description:
      'A colleague’s newest word counts before the person’s newest answer in a form, and both before behaviour. The script and the grades are those of the kind `qualification`. A rep to whom a qualification was handed reads both while the task is open.',
    example: { params: { leadId: exampleLeadId } },
    answers: { 200: json('Found', QualificationView), 422: problem('A parameter is wrong or unknown.') },
  });
