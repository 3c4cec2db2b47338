import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { ifMatch } from '../if-match.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery, Stage } from '../words.ts';
import { exampleLeadId, LeadPath } from './lead-path.ts';

/** Where a lead stands after a move. */
export const MovedView = z.object({ leadId: z.string(), stage: Stage, version: z.number().int() }).meta({ id: 'MovedLead' });
export type MovedView = z.infer<typeof MovedView>;

export const moveLeadRoute = defineRoute({
  id: 'moveLead',
  method: 'POST',
  path: '/v1/leads/{leadId}/stage',
  kind: 'change',
  access: 'token',
  right: 'lead.move',
  missing: 'lead',
  throttle: 50,
  params: LeadPath,
  query: NoQuery,
  headers: z.object({ ...idempotencyKey, ...ifMatch('lead') }),
  body: z.strictObject({
    stage: Stage,
    reason: z
      .enum(['spoke', 'askedForQuote', 'notReady', 'mistake', 'other'])
      .meta({ description: '`mistake` puts an earlier move right' }),
  }),
  maxBodyKb: 4,
  answer: returns<MovedView>(),
});

export const moveLeadContract = () =>
  describeRoute(moveLeadRoute, {
    tag: 'Leads',
    summary: 'Say at which stage a lead is',
    description:
      'Possible are the moves that the kind `lifecycle` lists. Stages from SQO on rest on opportunities and purchases, and nobody can choose them. ' +
      'A lead that was moved stays until something new becomes known of it.',
    example: { params: { leadId: exampleLeadId }, headers: { 'If-Match': '"3"' }, body: { stage: 'sql', reason: 'spoke' } },
    answers: {
      200: json('Moved', MovedView),
      400: problem('The body is not JSON.'),
      409: problem('The move is impossible: `detail` says what is missing, in English and Vietnamese.'),
      412: problem('The lead has another version: read it again.'),
      413: problem('The body is larger than 4 KB.'),
      422: problem('The body, If-Match or the Idempotency-Key has a fault.'),
    },
  });
