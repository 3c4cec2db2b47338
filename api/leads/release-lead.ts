import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { ifMatch } from '../if-match.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { GiveReason } from './give-reason.ts';
import { exampleLeadId, LeadPath } from './lead-path.ts';

/** Where a lead floats. */
export const ReleasedLeadView = z
  .object({
    leadId: z.string(),
    state: z.literal('floating'),
    poolId: z.string(),
    wasProtectedUntil: z.string().nullable().meta({
      description: 'Until when no rule would have taken it from whoever had it, whom you take it from all the same; null: rules could have',
    }),
    version: z.number().int(),
  })
  .meta({ id: 'LeadReleased' });
export type ReleasedLeadView = z.infer<typeof ReleasedLeadView>;

export const releaseLeadRoute = defineRoute({
  id: 'releaseLead',
  method: 'POST',
  path: '/v1/leads/{leadId}/release',
  kind: 'change',
  access: 'token',
  right: 'lead.release',
  missing: 'lead',
  throttle: 50,
  params: LeadPath,
  query: NoQuery,
  headers: z.object({ ...idempotencyKey, ...ifMatch('lead') }),
  body: z.strictObject({ reason: GiveReason }),
  maxBodyKb: 4,
  answer: returns<ReleasedLeadView>(),
});

export const releaseLeadContract = () =>
  describeRoute(releaseLeadRoute, {
    tag: 'Leads',
    summary: 'Let a lead go for whoever takes it first',
    description:
      'Where the pool in charge has `floating`. A rep may let go what is theirs, unless a call back is agreed or a sale is open; its leader, managers and admins anything. ' +
      'Nobody is looked for until the person posts again: then the pool asks as ever. It goes on counting for who had it.',
    example: { params: { leadId: exampleLeadId }, headers: { 'If-Match': '"3"' }, body: { reason: 'workload' } },
    answers: {
      200: json('It floats', ReleasedLeadView),
      400: problem('The body is not JSON.'),
      409: problem(
        'It floats already, it is offered, nobody works with it, the pool lets nothing float, or something is agreed: `detail` says which, in English and Vietnamese.',
      ),
      412: problem('The lead has another version: read it again.'),
      413: problem('The body is larger than 4 KB.'),
      422: problem('The body, If-Match or the Idempotency-Key has a fault.'),
    },
  });
