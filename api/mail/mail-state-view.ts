import { z } from 'zod';
import { Moment } from '../words.ts';

const Share = z.object({
  returned: z.number().int().meta({ description: 'How many of them' }),
  mails: z.number().int().meta({ description: 'Of so many mails that count' }),
});

export const EndedPauseView = z
  .object({
    at: Moment,
    by: z.string().meta({ description: 'Id of the user, or who ran the command' }),
    reason: z.string().meta({ description: 'Why mails could go on' }),
    advertisingSince: Moment.nullable().meta({ description: 'Since when advertising was paused; null: it was not' }),
    allSince: Moment.nullable().meta({ description: 'Since when all mails to people were paused; null: they were not' }),
    dueTo: Share,
  })
  .meta({ id: 'EndedMailPause' });

export const MailStateView = z
  .object({
    advertising: z
      .object({ since: Moment, dueTo: Share.meta({ description: 'Complaints of seven days' }) })
      .nullable()
      .meta({ description: 'The pause of what advertises, which stands until an admin ends it; null: there is none' }),
    all: z
      .object({ since: Moment, until: Moment, why: z.enum(['bounces', 'complaints']), dueTo: Share })
      .nullable()
      .meta({ description: 'The pause of all mails to people, which ends by itself; null: there is none' }),
    isNearPause: z.boolean().meta({ description: 'So many people complain that somebody has to see to it' }),
    complaints: Share.meta({ description: 'Of seven days, since the last pause' }),
    bounces: Share.meta({ description: 'Of the last 200 mails, since the last pause' }),
    total: z.number().int().meta({ description: 'Mails to people, ever' }),
    ended: z.array(EndedPauseView).meta({ description: 'Pauses that somebody ended, the newest first, twenty at most; of two years' }),
  })
  .meta({ id: 'MailState', description: 'Whether mails to people go out. Notices to colleagues are never paused' });
export type MailStateView = z.infer<typeof MailStateView>;
