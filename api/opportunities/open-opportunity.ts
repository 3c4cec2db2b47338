import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { exampleLeadId, LeadPath } from '../leads/lead-path.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { OpportunityView } from './opportunity-view.ts';
import { amount, expectedClose, product, stage } from './opportunity-words.ts';

export const openOpportunityRoute = defineRoute({
  id: 'openOpportunity',
  method: 'POST',
  path: '/v1/leads/{leadId}/opportunities',
  kind: 'change',
  access: 'token',
  right: 'opportunity.open',
  missing: 'lead',
  throttle: 50,
  params: LeadPath,
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({
    product: product.optional(),
    stage: stage.optional(),
    amount: amount.optional(),
    expectedClose: expectedClose.optional(),
    accepted: z.literal(true).optional().meta({ description: 'Sales takes it on at once' }),
  }),
  maxBodyKb: 8,
  answer: returns<OpportunityView>(),
});

export const openOpportunityContract = () =>
  describeRoute(openOpportunityRoute, {
    tag: 'Opportunities',
    summary: 'Open an opportunity for a need of a lead',
    description:
      'It begins at the first stage of its product’s pipeline, and whoever has the lead has it. Every request without an Idempotency-Key opens another one.',
    example: {
      params: { leadId: exampleLeadId },
      body: { product: 'ban-hang', amount: { amount: 3_600_000, currency: 'VND' }, expectedClose: '2026-12-31' },
    },
    isBodyOptional: true,
    answers: {
      200: json('Opened', OpportunityView),
      400: problem('The body is not JSON.'),
      409: problem('The lead has too many open opportunities: `detail` says so, in English and Vietnamese.'),
      413: problem('The body is larger than 8 KB.'),
      422: problem('The body or the Idempotency-Key has a fault.'),
    },
  });
