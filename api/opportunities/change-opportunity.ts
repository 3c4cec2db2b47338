import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { ifMatch } from '../if-match.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { exampleOpportunityId, OpportunityPath } from './opportunity-path.ts';
import { OpportunityView } from './opportunity-view.ts';
import { amount, expectedClose, product, proposal, stage } from './opportunity-words.ts';

export const changeOpportunityRoute = defineRoute({
  id: 'changeOpportunity',
  method: 'PATCH',
  path: '/v1/opportunities/{opportunityId}',
  kind: 'change',
  access: 'token',
  right: 'opportunity.change',
  missing: 'opportunity',
  throttle: 50,
  params: OpportunityPath,
  query: NoQuery,
  headers: z.object({ ...idempotencyKey, ...ifMatch('opportunity') }),
  body: z
    .strictObject({
      product: product.optional(),
      stage: stage.optional(),
      amount: amount.optional(),
      expectedClose: expectedClose.optional(),
      proposal: proposal.optional(),
      accepted: z
        .boolean()
        .optional()
        .meta({ description: 'Sales takes it on: the lead becomes an SQO. `false` takes that back, and the stage with it' }),
      state: z.enum(['open', 'won', 'lost']).optional().meta({ description: '`open` re-opens what was won or lost' }),
      reason: z.string().max(64).optional().meta({ description: 'Why it was won or lost: one that the pipeline lists' }),
    })
    .refine((body) => Object.keys(body).length > 0, 'say what to change'),
  maxBodyKb: 8,
  answer: returns<OpportunityView>(),
});

export const changeOpportunityContract = () =>
  describeRoute(changeOpportunityRoute, {
    tag: 'Opportunities',
    summary: 'Move, accept, win, lose or re-open an opportunity',
    description:
      'What is not named stays; null takes it away. A closed one has to be opened again first, in the same request or before. ' +
      'A sale that is won was taken on by sales; one that is lost moves the lead nowhere.',
    example: {
      params: { opportunityId: exampleOpportunityId },
      headers: { 'If-Match': '"3"' },
      body: { stage: 'proposal', proposal: { package: 'ban-hang-co-ban', file: { name: 'bao-gia.pdf' } } },
    },
    answers: {
      200: json('Changed, or as it stood where nothing changes', OpportunityView),
      400: problem('The body is not JSON.'),
      409: problem('It cannot be changed like this as it stands: `detail` says why, in English and Vietnamese.'),
      412: problem('The opportunity has another version: read it again.'),
      413: problem('The body is larger than 8 KB.'),
      422: problem('The body, If-Match or the Idempotency-Key has a fault.'),
    },
  });
