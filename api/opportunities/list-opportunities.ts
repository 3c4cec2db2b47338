import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { CursorText } from '../paging.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { OpportunityListView } from './opportunity-view.ts';

/** All combine. */
export const ListOpportunitiesQuery = z.strictObject({
  owner: z.string().max(64).optional().meta({ description: 'A rep; of reps themselves always their own' }),
  pool: z.string().max(64).optional(),
  pipeline: z.string().max(64).optional(),
  stage: z.string().max(64).optional(),
  product: z.string().max(200).optional(),
  state: z.enum(['open', 'won', 'lost']).default('open'),
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: CursorText.optional(),
});
export type ListOpportunitiesQuery = z.infer<typeof ListOpportunitiesQuery>;

export const listOpportunitiesRoute = defineRoute({
  id: 'listOpportunities',
  method: 'GET',
  path: '/v1/opportunities',
  kind: 'read',
  access: 'token',
  right: 'opportunity.read',
  throttle: 50,
  query: ListOpportunitiesQuery,
  answer: returns<OpportunityListView>(),
});

export const listOpportunitiesContract = () =>
  describeRoute(listOpportunitiesRoute, {
    tag: 'Opportunities',
    summary: 'The board: opportunities, the latest changed first',
    description:
      'A rep sees own ones, a leader those of their pools, a manager those of leads of their regions. A request looks at 2,000 opportunities and reads 500 of them at most, ' +
      'so a page may be short or empty and still carry nextCursor, which is good for the same user and query. A new owner of a lead is listed within seconds.',
    example: { query: { pipeline: 'sales', stage: 'proposal' } },
    answers: { 200: json('Found', OpportunityListView), 422: problem('A parameter is wrong or unknown.') },
  });
