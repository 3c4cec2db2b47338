import { z } from 'zod';
import { QuietHours } from '../../api/me/notice-words.ts';
import type { CompanyConfig } from '../company/company-config.ts';
import { configId } from '../platform/config-id.ts';
import type { WebhookConfig } from '../webhooks/webhook-config.ts';

/** Where somebody hears of leads beside their mailbox. A channel that may fail never stands alone: the e-mail goes out whatever is said here. */
export const Notify = z.object({
  /** The chat of the company's bot with them: digits, with a minus before those of a group. They have to have written to the bot first. */
  telegramChatId: z
    .string()
    .regex(/^-?[1-9]\d{0,18}$/, 'write the id of the chat in digits, such as "123456789": the bot learns it when it is written to')
    .optional(),
  /** An address of the kind `webhooks`, which is told that there is a notice, in ids. */
  webhook: configId().optional(),
  /** When only what cannot wait comes at once, by the clocks of the rep, else of the company. @default - never */
  quiet: QuietHours.optional(),
});
export type Notify = z.infer<typeof Notify>;

/** Returns what is named in `notify` and not there. */
export function notifyFaults(notify: Notify | undefined, companies: readonly CompanyConfig[], webhooks: readonly WebhookConfig[]) {
  const hasBot = companies.some(({ telegram }) => telegram !== undefined);
  const needsBot = notify?.telegramChatId !== undefined && !hasBot;
  const isUnknown = notify?.webhook !== undefined && !webhooks.some(({ id }) => id === notify.webhook);
  return [
    ...(needsBot
      ? [
          {
            path: ['notify', 'telegramChatId'],
            message: 'the company has no bot: give the company `telegram` with the parameter of its token',
          },
        ]
      : []),
    ...(isUnknown ? [{ path: ['notify', 'webhook'], message: `there is no webhook ${notify.webhook}` }] : []),
  ];
}
