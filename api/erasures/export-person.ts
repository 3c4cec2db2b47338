import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { exampleLeadId, LeadPath } from '../leads/lead-path.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { PersonFileView } from './person-file-view.ts';

export const exportPersonRoute = defineRoute({
  id: 'exportPerson',
  method: 'GET',
  path: '/v1/leads/{leadId}/export',
  kind: 'read',
  access: 'token',
  right: 'lead.export',
  missing: 'lead',
  throttle: 2,
  params: LeadPath,
  query: z.strictObject({
    csv: z
      .enum(['vi', 'en'])
      .optional()
      .meta({ description: 'Also as rows for a spreadsheet, with headings in this language. @default - not' }),
  }),
  answer: returns<PersonFileView>(),
});

export const exportPersonContract = () =>
  describeRoute(exportPersonRoute, {
    tag: 'Rights of a person',
    summary: 'Everything about a person in one file',
    description:
      'For admins, and managers of their regions: what a person may ask for of themselves. The record with all that became part of it, its history, posts with their consents, mails, calls, notes, tasks, orders, segments, sequences, scores and decisions, ' +
      'and what they did on their devices. With `csv` the same as rows of section, item, field and value. It is noted who read it.',
    example: { params: { leadId: exampleLeadId }, query: { csv: 'vi' } },
    answers: { 200: json('Found', PersonFileView), 422: problem('A parameter is unknown or has a fault.') },
  });
