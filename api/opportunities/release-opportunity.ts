import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { ifMatch } from '../if-match.ts';
import { GiveReason } from '../leads/give-reason.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { exampleOpportunityId, OpportunityPath } from './opportunity-path.ts';

/** Where an opportunity floats. */
export const ReleasedOpportunityView = z
  .object({
    opportunityId: z.string(),
    leadId: z.string(),
    state: z.literal('floating'),
    poolId: z.string(),
    wasProtectedUntil: z.string().nullable().meta({
      description: 'Until when no rule would have taken it from whoever had it, whom you take it from all the same; null: rules could have',
    }),
    version: z.number().int().meta({ description: 'Of the opportunity' }),
  })
  .meta({ id: 'OpportunityReleased' });
export type ReleasedOpportunityView = z.infer<typeof ReleasedOpportunityView>;

export const releaseOpportunityRoute = defineRoute({
  id: 'releaseOpportunity',
  method: 'POST',
  path: '/v1/opportunities/{opportunityId}/release',
  kind: 'change',
  access: 'token',
  right: 'opportunity.release',
  missing: 'opportunity',
  throttle: 50,
  params: OpportunityPath,
  query: NoQuery,
  headers: z.object({ ...idempotencyKey, ...ifMatch('opportunity') }),
  body: z.strictObject({ reason: GiveReason }),
  maxBodyKb: 4,
  answer: returns<ReleasedOpportunityView>(),
});

export const releaseOpportunityContract = () =>
  describeRoute(releaseOpportunityRoute, {
    tag: 'Opportunities',
    summary: 'Let an opportunity go for whoever takes it first',
    description:
      'Of one that goes its own way, where the pool of its product has `floating`. A rep may let go what is theirs, unless a call back is agreed or sales has taken it on; its leader, managers and admins anything. ' +
      'Nobody is looked for until the person posts again: then the pool asks as ever. It goes on counting for who had it.',
    example: { params: { opportunityId: exampleOpportunityId }, headers: { 'If-Match': '"3"' }, body: { reason: 'workload' } },
    answers: {
      200: json('It floats', ReleasedOpportunityView),
      400: problem('The body is not JSON.'),
      409: problem(
        'It goes with its lead, floats already, is offered or closed, the pool lets nothing float, or something is agreed: `detail` says which, in English and Vietnamese.',
      ),
      412: problem('The opportunity has another version: read it again.'),
      413: problem('The body is larger than 4 KB.'),
      422: problem('The body, If-Match or the Idempotency-Key has a fault.'),
    },
  });
