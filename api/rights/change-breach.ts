import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { BreachIdInPath } from '../ids.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { Moment, NoQuery } from '../words.ts';
import { breachFields } from './breach-fields.ts';
import { BreachView } from './breach-view.ts';
import { exampleBreachId } from './rights-words.ts';

export const changeBreachRoute = defineRoute({
  id: 'changeBreach',
  method: 'PATCH',
  path: '/v1/rights/breaches/{breachId}',
  kind: 'change',
  access: 'token',
  right: 'rights.keep',
  missing: 'breach',
  throttle: 5,
  params: z.object({ breachId: BreachIdInPath }),
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({ notifiedAt: Moment.optional().meta({ description: 'When the authority was told' }), ...breachFields }),
  maxBodyKb: 32,
  answer: returns<BreachView>(),
});

export const changeBreachContract = () =>
  describeRoute(changeBreachRoute, {
    tag: 'Rights of a person',
    summary: 'Fill in what is known of a breach, or that the authority was told',
    description: 'For admins.',
    example: { params: { breachId: exampleBreachId }, body: { measures: 'Đã thu hồi liên kết, đổi mật khẩu' } },
    answers: {
      200: json('As it stands', BreachView),
      400: problem('The body is not JSON.'),
      413: problem('The body is larger than 32 KB.'),
      422: problem('A field or the Idempotency-Key has a fault: each entry of `errors` says what to do.'),
    },
  });
