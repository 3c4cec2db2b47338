import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { PoolIdInPath } from '../ids.ts';
import { CursorText } from '../paging.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { Stage, Temperature } from '../words.ts';

export const FloatingListView = z
  .object({
    items: z.array(
      z.object({
        leadId: z.string(),
        opportunityId: z.string().nullable().meta({ description: 'Of a need that floats apart from its lead; null: the lead itself' }),
        since: z.string().meta({ description: 'When it began to float' }),
        createdAt: z.string().meta({ description: 'Of a need: when it was opened' }),
        provinceName: z.string().nullable(),
        products: z.array(z.string()).meta({ description: 'Of a need: its own' }),
        stage: Stage,
        temperature: Temperature,
      }),
    ),
    nextCursor: z.string().nullable(),
    mine: z
      .object({ perDay: z.number().int(), leftToday: z.number().int() })
      .nullable()
      .meta({ description: 'How many the caller may take of it in a day, and still today; null for those who take none' }),
  })
  .meta({ id: 'FloatingLeads', description: 'Without name, address and number: whoever takes a lead sees them' });
export type FloatingListView = z.infer<typeof FloatingListView>;

export const FloatingQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: CursorText.optional(),
});
export type FloatingQuery = z.infer<typeof FloatingQuery>;

export const listFloatingRoute = defineRoute({
  id: 'listFloating',
  method: 'GET',
  path: '/v1/pools/{poolId}/floating',
  kind: 'read',
  access: 'token',
  right: 'pool.floating',
  missing: 'pool',
  throttle: 50,
  params: z.object({ poolId: PoolIdInPath }),
  query: FloatingQuery,
  answer: returns<FloatingListView>(),
});

export const listFloatingContract = () =>
  describeRoute(listFloatingRoute, {
    tag: 'Routing',
    summary: 'What floats in a pool, the latest first',
    description:
      'For the reps who may take one, the leader of the pool and admins. What somebody takes is gone within seconds; whoever asks for it meanwhile is told that it is taken.',
    example: { params: { poolId: 'south' }, query: { limit: '25' } },
    answers: { 200: json('What floats', FloatingListView), 422: problem('A parameter is wrong or unknown.') },
  });
