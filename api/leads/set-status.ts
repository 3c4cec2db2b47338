import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { ifMatch } from '../if-match.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { LeadStatus, NoQuery } from '../words.ts';
import { exampleLeadId, LeadPath } from './lead-path.ts';

/** Where a lead stands after its status was set. */
export const StatusView = z.object({ leadId: z.string(), status: LeadStatus, version: z.number().int() }).meta({ id: 'LeadStatusSet' });
export type StatusView = z.infer<typeof StatusView>;

export const setStatusRoute = defineRoute({
  id: 'setStatus',
  method: 'POST',
  path: '/v1/leads/{leadId}/status',
  kind: 'change',
  access: 'token',
  right: 'lead.move',
  missing: 'lead',
  throttle: 50,
  params: LeadPath,
  query: NoQuery,
  headers: z.object({ ...idempotencyKey, ...ifMatch('lead') }),
  body: z.strictObject({
    status: LeadStatus.extract(['active', 'disqualified', 'recycled']),
    reason: z
      .enum([
        'spam',
        'wrongNumber',
        'wrongPerson',
        'refusedContact',
        'competitor',
        'duplicate',
        'notNow',
        'noNeed',
        'unreached',
        'mistake',
        'other',
      ])
      .meta({
        description:
          '`disqualified`: spam, wrongNumber, wrongPerson, refusedContact, competitor, duplicate, other. `recycled`: notNow, noNeed, ' +
          'unreached, other. `active`: mistake, other',
      }),
  }),
  maxBodyKb: 4,
  answer: returns<StatusView>(),
});

export const setStatusContract = () =>
  describeRoute(setStatusRoute, {
    tag: 'Leads',
    summary: 'Say whether a lead is worked with',
    description:
      'A disqualified lead has no owner, no tasks and gets no mail; the next post of the person brings it back, unless they refused contact or it was ' +
      'spam. A recycled one is marketing’s, until the person posts again or becomes hot.',
    example: {
      params: { leadId: exampleLeadId },
      headers: { 'If-Match': '"3"' },
      body: { status: 'disqualified', reason: 'wrongNumber' },
    },
    answers: {
      200: json('Set', StatusView),
      400: problem('The body is not JSON.'),
      409: problem('The lead has this status already, or the reason is none for it: `detail` says which, in English and Vietnamese.'),
      412: problem('The lead has another version: read it again.'),
      413: problem('The body is larger than 4 KB.'),
      422: problem('The body, If-Match or the Idempotency-Key has a fault.'),
    },
  });
