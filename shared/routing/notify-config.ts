import { z } from 'zod';
import { QuietHours } from '../../api/me/notice-words.ts';
import { configId } from '../platform/config-id.ts';

/** Where a rep hears of a lead beside their mailbox. A channel that may fail never stands alone: the e-mail goes out whatever is said here. */
export const RepNotify = z.object({
  /** The chat of the company's bot with the rep: digits, with a minus before those of a group. The rep has to have written to the bot first. */
  telegramChatId: z
    .string()
    .regex(/^-?[1-9]\d{0,18}$/, 'write the id of the chat in digits, such as "123456789": the bot learns it when the rep writes to it')
    .optional(),
  /** An address of the kind `webhooks`, which is told that there is a notice, in ids. */
  webhook: configId().optional(),
  /** When only what cannot wait comes at once, by the rep's clocks. @default - never */
  quiet: QuietHours.optional(),
});
export type RepNotify = z.infer<typeof RepNotify>;
