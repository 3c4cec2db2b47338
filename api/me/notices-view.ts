import { z } from 'zod';
import { Moment } from '../words.ts';
import { NoticeChannel, QuietHours } from './notice-words.ts';

/** How somebody stands with Telegram. */
const TelegramState = z.enum(['none', 'unproven', 'proven', 'off']);

export const NoticesView = z
  .object({
    channels: z.array(NoticeChannel),
    available: z
      .array(NoticeChannel)
      .meta({ description: 'What may be chosen: the mailbox, the company’s bot where there is one, a webhook where one is written down' }),
    quiet: QuietHours.nullable(),
    telegramChatId: z.string().nullable(),
    telegram: z.object({
      state: TelegramState.meta({
        description:
          '`unproven`: the bot has sent a code to the chat, and tells nothing of leads until it is typed in; `off`: Telegram refused the chat; chosen again, it is tried again',
      }),
      since: Moment.nullable(),
      reason: z.string().nullable().meta({ description: 'Of `off`, such as "botBlocked" or "chatNotFound"' }),
    }),
    chosenBy: z
      .enum(['rep', 'company'])
      .meta({ description: '`rep`: they did, whether they are a rep or not; `company`: nothing was chosen, so the configuration says it' }),
    version: z.number().int(),
  })
  .meta({ id: 'NoticeChoice', description: 'Where and when somebody hears of leads' });
export type NoticesView = z.infer<typeof NoticesView>;
