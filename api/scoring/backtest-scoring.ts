import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { CursorText } from '../paging.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { AnyBacktest } from './backtest-view.ts';

/** As many leads as one request reads within its time; the answer says where to go on. */
const maxBacktestLeads = 2_000;

export const BacktestRequest = z.strictObject({
  /** A whole document; read by itself, so that every fault of it is named. */
  config: z.unknown().optional().meta({ documentOf: 'scoring', description: 'A draft; without it the rules in force are tried alone' }),
  from: z.iso.datetime().optional().meta({ description: 'Leads made from then on' }),
  to: z.iso.datetime().optional().meta({ description: 'Leads made until then' }),
  limit: z.number().int().min(1).max(maxBacktestLeads).default(maxBacktestLeads).meta({ description: 'Most leads to read, newest first' }),
  cursor: CursorText.optional(),
});
export type BacktestRequest = z.infer<typeof BacktestRequest>;

export const backtestScoringRoute = defineRoute({
  id: 'backtestScoring',
  method: 'POST',
  path: '/v1/scoring/backtest',
  kind: 'long',
  access: 'token',
  right: 'scoring.backtest',
  // Each reads thousands of leads and holds a function for seconds, of which a new account has ten.
  throttle: 1,
  query: NoQuery,
  body: BacktestRequest,
  // A set of rules as large as the kind allows is a fraction of it.
  maxBodyKb: 512,
  answer: returns<AnyBacktest>(),
});

export const backtestScoringContract = () =>
  describeRoute(backtestScoringRoute, {
    tag: 'Scoring',
    summary: 'Try scoring rules on past leads',
    description:
      'Shows how many leads of each temperature became SQL and customers, which rules tell them apart, and who would change temperature, beside the same figures of the rules in force. ' +
      'What a lead did at or after its conversion does not count. Nothing is changed, so an Idempotency-Key has no effect. ' +
      'For admins and marketers. A request reads at most 2,000 leads and about 20 seconds; `cut` and `nextCursor` say how to go on. ' +
      'Roles that do not see contact details are answered for whole days and steps of a hundred leads, without a cursor, and told no figure of under ten leads.',
    example: { body: { from: '2026-08-01T00:00:00Z', to: '2026-11-01T00:00:00Z', limit: 500 } },
    isBodyOptional: true,
    answers: {
      200: json('What the rules would have said', AnyBacktest),
      400: problem('The body is not JSON.'),
      413: problem('The body is larger than 512 KB.'),
      422: problem('The request or the draft has faults, each with its path.'),
    },
  });
