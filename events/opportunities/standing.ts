import { z } from 'zod';

/** How an opportunity stands after what happened, but for what people wrote in their own words. */
export const OpportunityStanding = z.strictObject({
  /** As the company's configuration names it; null: a product that it does not list, or none yet. */
  product: z.string().nullable(),
  pipeline: z.string(),
  stage: z.string(),
  /** In the smallest unit of the currency. */
  amount: z.strictObject({ amount: z.number().int(), currency: z.string() }).nullable(),
  /** Day by which the sale is expected to be closed. */
  expectedClose: z.string().nullable(),
  /** The package that was proposed; null: none was, or one that no product lists. */
  package: z.string().nullable(),
  /** Sales has taken it on. */
  accepted: z.boolean(),
});

export const exampleStanding = {
  product: 'ban-hang',
  pipeline: 'sales',
  stage: 'proposal',
  amount: { amount: 3_600_000, currency: 'VND' },
  expectedClose: '2026-12-31',
  package: 'ban-hang-co-ban',
  accepted: true,
};

export const exampleOpportunityId = 'L01K9ZQ3V7N8Q0WJ9F4TE6H1KCM-01K9ZR5T2B7M4X8C1V6N3Q0WJH';
