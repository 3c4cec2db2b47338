import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { LeadIdInPath } from '../ids.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { exampleLeadId, LeadPath } from './lead-path.ts';

/** Two leads that were one. */
export const PartedView = z
  .object({
    leadId: z.string(),
    otherLeadId: z.string(),
    version: z.number().int(),
    otherVersion: z.number().int(),
    posts: z.number().int().meta({ description: 'Posts since the merge that are of the other lead' }),
    calls: z.number().int().meta({ description: 'Calls since the merge to a number that only the other lead has' }),
    mails: z
      .number()
      .int()
      .meta({ description: 'Mails since the merge to an address that only the other lead has: what is done with them is of that lead' }),
    devices: z
      .number()
      .int()
      .meta({ description: 'Devices on which the person of the other lead posted since; their visits follow within minutes' }),
    sequencesLeft: z
      .array(z.string())
      .meta({ description: 'Sequences whose runs of the other lead ended by the merge: they do not begin again by themselves' }),
    repId: z.string().nullable().meta({ description: 'Who has the other lead again; null: its pool is asked, or nobody is to have it' }),
  })
  .meta({ id: 'LeadsParted' });
export type PartedView = z.infer<typeof PartedView>;

export const undoMergeRoute = defineRoute({
  id: 'undoMerge',
  method: 'POST',
  path: '/v1/leads/{leadId}/merge/undo',
  kind: 'change',
  access: 'token',
  right: 'lead.merge',
  missing: 'lead',
  throttle: 50,
  params: LeadPath,
  query: NoQuery,
  headers: z.object({ ...idempotencyKey }),
  body: z.strictObject({
    otherLeadId: LeadIdInPath.meta({ description: 'The lead that is to be one of its own again, with all that is part of it' }),
  }),
  maxBodyKb: 4,
  answer: returns<PartedView>(),
});

export const undoMergeContract = () =>
  describeRoute(undoMergeRoute, {
    tag: 'Leads',
    summary: 'Say that a lead is not the same person after all',
    description:
      'Both are as the merge found them, with what came since: a post is of whom it identifies, a call of whoever alone has the number, an edit of the side whose value it replaced, the rest of the lead that was left. ' +
      'Whoever had the other lead has it again. What either refused stays refused for both.',
    example: { params: { leadId: exampleLeadId }, body: { otherLeadId: 'L01K9ZQ3V7N8Q0WJ9F4TE6H1KCN' } },
    answers: {
      200: json('They are two, also where they were already', PartedView),
      400: problem('The body is not JSON.'),
      409: problem('They are not merged: `detail` says so, in English and Vietnamese.'),
      413: problem('The body is larger than 4 KB.'),
      422: problem('The body or the Idempotency-Key has a fault.'),
    },
  });
