import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { exampleOpportunityId, OpportunityPath } from './opportunity-path.ts';

/** An opportunity that a rep took. */
export const ClaimedOpportunityView = z
  .object({
    opportunityId: z.string(),
    leadId: z.string(),
    repId: z.string(),
    poolId: z.string(),
    version: z.number().int().meta({ description: 'Of the opportunity' }),
    leftToday: z.number().int().meta({ description: 'How many more leads and opportunities the rep may take today' }),
  })
  .meta({ id: 'OpportunityClaimed' });
export type ClaimedOpportunityView = z.infer<typeof ClaimedOpportunityView>;

export const claimOpportunityRoute = defineRoute({
  id: 'claimOpportunity',
  method: 'POST',
  path: '/v1/opportunities/{opportunityId}/claim',
  kind: 'change',
  access: 'token',
  right: 'pool.take',
  missing: 'opportunity',
  throttle: 100,
  params: OpportunityPath,
  query: NoQuery,
  headers: z.object(idempotencyKey),
  answer: returns<ClaimedOpportunityView>(),
});

export const claimOpportunityContract = () =>
  describeRoute(claimOpportunityRoute, {
    tag: 'Opportunities',
    summary: 'Take an opportunity that floats',
    description:
      'As a lead that floats: for reps of the pools that may (`floating.takers` of its pool), so many a day of both together. The first has it, is told so however often they ask, and everybody else is told at once. It counts in the ledger of the rep’s pool within a minute.',
    example: { params: { opportunityId: exampleOpportunityId } },
    answers: {
      200: json('Theirs', ClaimedOpportunityView),
      409: problem(
        'Somebody else took it, it floats no more, or they have taken as many as they may today: `detail` says which, in English and Vietnamese.',
      ),
      422: problem('The Idempotency-Key has a fault.'),
    },
  });
