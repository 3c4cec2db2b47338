import { describeRoute, json } from '../contract.ts';
import { exampleLeadId, LeadPath } from '../leads/lead-path.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { LetterDeskView } from './letter-desk-view.ts';

export const beginLetterRoute = defineRoute({
  id: 'beginLetter',
  method: 'GET',
  path: '/v1/leads/{leadId}/letters/new',
  kind: 'read',
  access: 'token',
  right: 'lead.write',
  missing: 'lead',
  throttle: 100,
  params: LeadPath,
  query: NoQuery,
  answer: returns<LetterDeskView>(),
});

export const beginLetterContract = () =>
  describeRoute(beginLetterRoute, {
    tag: 'Letters',
    summary: 'What a letter to the person of a lead begins with',
    description:
      'Whether it may be written now, by the rules that decide when it is sent, and why not; the templates with the values of this person; the answer of theirs that it may go on from. It changes nothing.',
    example: { params: { leadId: exampleLeadId } },
    answers: { 200: json('Found', LetterDeskView), 422: problem('A parameter is unknown.') },
  });
