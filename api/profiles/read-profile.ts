import { describeRoute, json } from '../contract.ts';
import { exampleLeadId, LeadPath } from '../leads/lead-path.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { ProfileView } from './profile-view.ts';

export const readProfileRoute = defineRoute({
  id: 'readProfile',
  method: 'GET',
  path: '/v1/leads/{leadId}/profile',
  kind: 'read',
  access: 'token',
  right: 'lead.read',
  missing: 'lead',
  throttle: 100,
  params: LeadPath,
  query: NoQuery,
  answer: returns<ProfileView>(),
});

export const readProfileContract = () =>
  describeRoute(readProfileRoute, {
    tag: 'Leads',
    summary: 'What is known of a person beside who they are, and by whose word',
    example: { params: { leadId: exampleLeadId } },
    answers: { 200: json('Found', ProfileView), 422: problem('A parameter is wrong or unknown.') },
  });
