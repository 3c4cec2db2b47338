import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { LeadIdInPath } from '../ids.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { Moment, NoQuery } from '../words.ts';
import { RightsRequestView } from './request-view.ts';
import { RequestKind, RequestVia } from './rights-words.ts';

export const noteRequestRoute = defineRoute({
  id: 'noteRightsRequest',
  method: 'POST',
  path: '/v1/rights/requests',
  kind: 'change',
  access: 'token',
  right: 'rights.keep',
  throttle: 5,
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({
    kind: RequestKind,
    via: RequestVia,
    receivedAt: Moment.optional().meta({ description: 'When it came. @default - now' }),
    leadId: LeadIdInPath.optional().meta({ description: 'Whose it is, where they are known. @default - nobody says' }),
    withProcessors: z.boolean().default(false).meta({ description: 'Others have to do something for it, such as a mail provider' }),
  }),
  maxBodyKb: 8,
  answer: returns<RightsRequestView>(),
});

export const noteRequestContract = () =>
  describeRoute(noteRequestRoute, {
    tag: 'Rights of a person',
    summary: 'Note a request of a person about their data',
    description:
      'For admins. It is to be acknowledged within two working days, and answered within ten days (view, correct, provide), fifteen (withdraw, restrict, object) or twenty (delete); where others have a part in it, within fifteen, twenty or thirty. ' +
      'Days run from the one after it came, by the zone of the company. Admins hear of it when half of the working time is over, and nine tenths.',
    example: { body: { kind: 'delete', via: 'email' } },
    answers: {
      200: json('Noted', RightsRequestView),
      400: problem('The body is not JSON.'),
      413: problem('The body is larger than 8 KB.'),
      422: problem('A field or the Idempotency-Key has a fault: each entry of `errors` says what to do.'),
    },
  });
