import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { exampleLeadId, LeadPath } from '../leads/lead-path.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { Locale } from '../words.ts';
import { TextListView } from './text-view.ts';

export const listTextsRoute = defineRoute({
  id: 'listTexts',
  method: 'GET',
  path: '/v1/leads/{leadId}/texts',
  kind: 'read',
  access: 'token',
  // What is written to a person may say how to reach them.
  right: 'lead.contact',
  missing: 'lead',
  throttle: 50,
  params: LeadPath,
  query: z.strictObject({ lang: Locale.optional() }),
  answer: returns<TextListView>(),
});

export const listTextsContract = () =>
  describeRoute(listTextsRoute, {
    tag: 'Texts',
    summary: 'Texts by SMS and Zalo, as they would read for a lead, and those that went',
    description:
      'Scripts of the kind `scripts` with what is known of the lead, for the caller to send from their own phone. `gate` says whether a text may go now: from 07:00 to 22:00 by the clocks of the person, three to a number within 24 hours, and advertising to whoever agreed to it. `lang` is the language; left out, that of the lead.',
    example: { params: { leadId: exampleLeadId }, query: { lang: 'vi' } },
    answers: { 200: json('Found', TextListView), 422: problem('A parameter is wrong or unknown.') },
  });
