import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { exampleLeadId, LeadPath } from '../leads/lead-path.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { Locale } from '../words.ts';
import { WhyMessageView } from './why-message-view.ts';

const idOfPart = /^[a-z0-9][a-z0-9-]{0,63}$/;

export const whyMessageRoute = defineRoute({
  id: 'whyMessage',
  method: 'GET',
  path: '/v1/leads/{leadId}/messages/why',
  kind: 'read',
  access: 'token',
  right: 'lead.read',
  missing: 'lead',
  throttle: 50,
  params: LeadPath,
  query: z.strictObject({
    sequence: z.string().regex(idOfPart).meta({ description: 'The sequence that the mail is of' }),
    step: z.string().regex(idOfPart).meta({ description: 'Its step that sends the mail' }),
    lang: Locale.optional().meta({ description: 'The language of the summary; by Accept-Language where it is left out' }),
  }),
  answer: returns<WhyMessageView>(),
});

export const whyMessageContract = () =>
  describeRoute(whyMessageRoute, {
    tag: 'Leads',
    summary: 'Why a lead got a mail of a sequence, or did not',
    description:
      'For whoever may read the lead, about its last run through the sequence, from what was stored when it was decided. Holds no contact details.',
    example: { params: { leadId: exampleLeadId }, query: { sequence: 'chao-nguoi-moi', step: 'thu-dau' } },
    answers: { 200: json('Found', WhyMessageView), 422: problem('A parameter is missing, wrong or unknown.') },
  });
