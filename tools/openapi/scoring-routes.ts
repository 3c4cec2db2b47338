import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { Backtest, BacktestRequest, BlurredBacktest } from '../../shared/scoring/index.ts';
import { ScoringConfig } from '../../shared/scoring/scoring-config.ts';
import { notFound, problem, unauthenticated } from './problems.ts';

export const scoringRoutes: ZodOpenApiPathsObject = {
  '/v1/scoring/backtest': {
    post: {
      operationId: 'backtestScoring',
      tags: ['Scoring'],
      summary: 'Try scoring rules on past leads',
      description:
        'Shows how many leads of each temperature became SQL and customers, which rules tell them apart, and who would change temperature, beside the same figures of the rules in force. ' +
        'What a lead did at or after its conversion does not count. Nothing is changed, so an Idempotency-Key has no effect. ' +
        'For admins and marketers. A request reads at most 2,000 leads and about 20 seconds; `cut` and `nextCursor` say how to go on. ' +
        'Roles that do not see contact details are answered for whole days and steps of a hundred leads, without a cursor, and told no figure of under ten leads.',
      security: [{ token: [] }],
      requestBody: {
        required: false,
        content: {
          'application/json': {
            schema: BacktestRequest.extend({
              config: ScoringConfig.optional().meta({ description: 'A draft; without it the rules in force are tried alone' }),
            }),
            example: { from: '2026-08-01T00:00:00Z', to: '2026-11-01T00:00:00Z', limit: 500 },
          },
        },
      },
      responses: {
        '200': {
          description: 'What the rules would have said',
          content: { 'application/json': { schema: z.union([Backtest, BlurredBacktest]) } },
        },
        '400': problem('The body is not JSON.'),
        '401': unauthenticated,
        '404': notFound,
        '413': problem('The body is larger than 512 KB.'),
        '422': problem('The request or the draft has faults, each with its path.'),
      },
    },
  },
};
