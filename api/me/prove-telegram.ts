import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { NoticesView } from './notices-view.ts';

export const proveTelegramRoute = defineRoute({
  id: 'proveTelegram',
  method: 'POST',
  path: '/v1/me/notices/telegram',
  kind: 'change',
  access: 'token',
  right: 'notices.choose',
  throttle: 10,
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({ code: z.string().regex(/^\d{6}$/, 'write the six digits that the bot sent') }),
  maxBodyKb: 4,
  answer: returns<NoticesView>(),
});

export const proveTelegramContract = () =>
  describeRoute(proveTelegramRoute, {
    tag: 'Reps',
    summary: 'Prove a chat of Telegram by the code that the bot sent to it',
    description: 'A code is good for fifteen minutes and five tries. A chat that is proven already is answered as such.',
    example: { body: { code: '482913' } },
    answers: {
      200: json('The choice in force', NoticesView),
      400: problem('The body is not JSON.'),
      413: problem('The body is larger than 4 KB.'),
      422: problem('The code is another one, too old or used up, or no chat waits to be proven.'),
    },
  });
