import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { exampleLeadId, LeadPath } from '../leads/lead-path.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { Locale } from '../words.ts';
import { ForecastView } from './forecast-view.ts';

export const forecastLeadRoute = defineRoute({
  id: 'forecastLead',
  method: 'GET',
  path: '/v1/leads/{leadId}/forecast',
  kind: 'read',
  access: 'token',
  right: 'lead.read',
  missing: 'lead',
  throttle: 20,
  params: LeadPath,
  query: z.strictObject({
    lang: Locale.optional().meta({ description: 'The language of the summaries; by Accept-Language where it is left out' }),
  }),
  answer: returns<ForecastView>(),
});

export const forecastLeadContract = () =>
  describeRoute(forecastLeadRoute, {
    tag: 'Leads',
    summary: 'What a lead will get in the next 30 days, where nothing else happens',
    description:
      'For whoever may read the lead: what the sequences that it is in will do, in the order of time, as the gate decides about mails. Holds no contact details.',
    example: { params: { leadId: exampleLeadId } },
    answers: { 200: json('Found', ForecastView), 422: problem('A parameter is wrong or unknown.') },
  });
