import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { Locale } from '../words.ts';
import { LeadPageView } from './lead-page-view.ts';
import { exampleLeadId, LeadPath } from './lead-path.ts';

/** What may be read along with a lead. */
export const leadParts = [
  'timeline',
  'tasks',
  'decision',
  'notes',
  'replies',
  'letters',
  'calls',
  'moves',
  'colleagues',
  'written',
  'lateActs',
  'samePerson',
  'companyOfLead',
  'sourceName',
] as const;
export type LeadPart = (typeof leadParts)[number];

/** Reads the parts that `include` names, each once. */
export const partsIn = (include: string): readonly LeadPart[] => leadParts.filter((part) => include.split(',').includes(part));

const anyPart = `(?:${leadParts.join('|')})`;

export const LeadQuery = z.strictObject({
  include: z
    .string()
    .max(180)
    .regex(new RegExp(`^${anyPart}(?:,${anyPart})*$`), `name parts with commas between them: ${leadParts.join(', ')}`)
    .optional()
    .meta({ description: `What a page shows beside the record, such as \`timeline,tasks\`: any of ${leadParts.join(', ')}` }),
  lang: Locale.optional().meta({ description: 'In which language the timeline is told. @default - as Accept-Language says' }),
});

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
  query: LeadQuery,
  polled: true,
  answer: returns<LeadPageView>(),
});

export const readLeadContract = () =>
  describeRoute(readLeadRoute, {
    tag: 'Leads',
    summary: 'One lead, with what a page about it shows',
    description:
      'The record alone carries its version as `ETag`, for `If-Match`. With `include` the answer holds what the routes of those parts answer, as the caller may see it, ' +
      'and a weak `ETag` of all of it: a page that asks every half minute is mostly told that nothing changed.',
    example: { params: { leadId: exampleLeadId }, query: { include: 'timeline,tasks,decision', lang: 'vi' } },
    answers: {
      200: json('Found', LeadPageView),
      304: { description: 'Nothing changed since the answer that `If-None-Match` names.' },
      422: problem('A parameter is wrong or unknown.'),
    },
  });
