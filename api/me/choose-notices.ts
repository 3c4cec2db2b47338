import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { ifMatch } from '../if-match.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { NoticeChannel, QuietHours } from './notice-words.ts';
import { NoticesView } from './notices-view.ts';

export const chooseNoticesRoute = defineRoute({
  id: 'chooseNotices',
  method: 'PUT',
  path: '/v1/me/notices',
  kind: 'change',
  access: 'token',
  right: 'notices.choose',
  throttle: 10,
  query: NoQuery,
  headers: z.object({ ...idempotencyKey, ...ifMatch('choice') }),
  body: z.strictObject({
    channels: z
      .array(NoticeChannel)
      .refine((channels) => channels.includes('email'), 'leave "email" in: it is what remains when another channel fails')
      .refine((channels) => new Set(channels).size === channels.length, 'name each channel once'),
    quiet: QuietHours.nullable().optional(),
    telegramChatId: z
      .string()
      .regex(/^-?[1-9]\d{0,18}$/, 'write the id of the chat in digits, such as "123456789": the bot learns it when you write to it')
      .nullable()
      .optional()
      .meta({ description: 'The chat with the company’s bot. @default - the one that the configuration names' }),
  }),
  maxBodyKb: 4,
  answer: returns<NoticesView>(),
});

export const chooseNoticesContract = () =>
  describeRoute(chooseNoticesRoute, {
    tag: 'Reps',
    summary: 'Choose where and when to hear of leads',
    description:
      'Stands over what the configuration says of the caller; a user who is a rep as well chooses as that rep. Leaders, marketers and admins choose for what leaders are told. A chat of one’s own is sent a code by the bot, once a minute at most, and hears nothing of leads until the code is typed in ' +
      '(`POST /v1/me/notices/telegram`). What Telegram refused is tried again once it is chosen again. In quiet hours only what cannot wait comes at once: a lead that is given or offered, one that became hot, a reminder, what waits for a leader to decide.',
    example: { body: { channels: ['email', 'telegram'], telegramChatId: '123456789', quiet: { from: '21:00', to: '07:00' } } },
    answers: {
      200: json('The choice in force', NoticesView),
      400: problem('The body is not JSON.'),
      412: problem('The choice has another version by now.'),
      413: problem('The body is larger than 4 KB.'),
      422: problem('The body or the Idempotency-Key has a fault, or a channel is not there: each entry of `errors` says what to do.'),
    },
  });
