import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { LeadIdInPath } from '../ids.ts';
import { ifMatch } from '../if-match.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { exampleLeadId, LeadPath } from './lead-path.ts';

const text = z.string().nullable();

/** What a field says in either record, and what it would say. */
export const MergedFieldView = z.object({
  field: z.string(),
  lead: text,
  other: text,
  result: text,
  from: z.enum(['lead', 'other', 'both']),
});
export type MergedFieldView = z.infer<typeof MergedFieldView>;

/** What a merge would make of a lead. */
export const MergePreview = z
  .object({
    fields: z.array(MergedFieldView).meta({ description: 'Field by field, as far as either record says something' }),
    owner: z.object({ lead: text, other: text }).meta({
      description:
        'Who has either, by their ids. The lead keeps its owner; the other one’s open tasks go to them, and its credit goes back to its pool',
    }),
    refused: z
      .array(z.enum(['contact', 'newsletter', 'tracking']))
      .meta({ description: 'What either has refused, and the person has then' }),
  })
  .meta({ id: 'MergePreview' });
export type MergePreview = z.infer<typeof MergePreview>;

/** Two leads that are one, or would be. */
export const MergedView = z
  .object({
    leadId: z.string(),
    otherLeadId: z.string(),
    version: z.number().int(),
    members: z.array(z.string()).meta({ description: 'All leads that are part of this one, over any number of merges' }),
    preview: MergePreview.nullable().meta({ description: 'Where only a preview was asked for: nothing has changed' }),
  })
  .meta({ id: 'LeadsMerged' });
export type MergedView = z.infer<typeof MergedView>;

export const mergeLeadsRoute = defineRoute({
  id: 'mergeLeads',
  method: 'POST',
  path: '/v1/leads/{leadId}/merge',
  kind: 'change',
  access: 'token',
  right: 'lead.merge',
  missing: 'lead',
  throttle: 50,
  params: LeadPath,
  query: NoQuery,
  headers: z.object({ ...idempotencyKey, ...ifMatch('lead') }),
  body: z.strictObject({
    otherLeadId: LeadIdInPath.meta({ description: 'The lead that becomes part of this one' }),
    preview: z.boolean().optional().meta({ description: 'Only tell what would change' }),
  }),
  maxBodyKb: 4,
  answer: returns<MergedView>(),
});

export const mergeLeadsContract = () =>
  describeRoute(mergeLeadsRoute, {
    tag: 'Leads',
    summary: 'Say that two leads are one person',
    description:
      'The other lead becomes part of this one: reads by its id find this one, and whatever comes to it is of this one. What this lead says stays, what it leaves empty is filled, ' +
      'addresses and numbers of both are kept, and what either refused is refused. You must be allowed to change both. It can be undone at any time.',
    example: {
      params: { leadId: exampleLeadId },
      headers: { 'If-Match': '"3"' },
      body: { otherLeadId: 'L01K9ZQ3V7N8Q0WJ9F4TE6H1KCN' },
    },
    answers: {
      200: json('They are one, also where they were already', MergedView),
      400: problem('The body is not JSON.'),
      409: problem('They cannot become one: `detail` says why and what to do, in English and Vietnamese.'),
      412: problem('The lead has another version: read it again.'),
      413: problem('The body is larger than 4 KB.'),
      422: problem('The body, If-Match or the Idempotency-Key has a fault.'),
    },
  });
