import { describeRoute, json } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { ConsentStateView } from './consent-view.ts';
import { exampleLeadId, LeadPath } from './lead-path.ts';

export const readConsentRoute = defineRoute({
  id: 'readConsent',
  method: 'GET',
  path: '/v1/leads/{leadId}/consent',
  kind: 'read',
  access: 'token',
  right: 'lead.contact',
  missing: 'lead',
  throttle: 50,
  params: LeadPath,
  query: NoQuery,
  answer: returns<ConsentStateView>(),
});

export const readConsentContract = () =>
  describeRoute(readConsentRoute, {
    tag: 'Leads',
    summary: 'What a person agrees to, and what may be mailed now',
    description:
      'Purposes with their evidence, what the address refused, and what the gate of mails would decide now, in its own words. Nobody may be ' +
      'mailed advertising whose mailbox has not confirmed the topic, whatever a record says.',
    example: { params: { leadId: exampleLeadId } },
    answers: { 200: json('Found', ConsentStateView), 422: problem('A parameter is wrong or unknown.') },
  });
