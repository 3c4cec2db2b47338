import { z } from 'zod';
import { nextCursor } from '../words.ts';

export const ReplyView = z
  .object({
    replyId: z.string(),
    at: z.string(),
    way: z
      .enum(['noted', 'mail'])
      .meta({ description: '`noted`: a colleague read it in the mailbox of the company; `mail`: it came here' }),
    by: z.string().nullable().meta({ description: 'The user who noted it; null where it came by mail' }),
    text: z.string().nullable().meta({ description: 'What the person wrote, without what they quote; null where nobody wrote it down' }),
    mailId: z.string().nullable().meta({ description: 'The mail that was answered; null where nobody knows' }),
    unprovenFrom: z.string().nullable().meta({
      description:
        'From which address it came, where that is not the one to which the mail went, empty where it named none: a mail gets forwarded, and anybody may have written it. Null where it came from there, or a colleague noted it',
    }),
    isTooLarge: z.boolean().meta({ description: 'The mail is larger than 10 MB: that it came is told, and nothing of it was read' }),
    files: z.array(z.string()).meta({ description: 'Names of files that came along, which are not kept' }),
  })
  .meta({ id: 'Reply', description: 'What a person answered to a mail' });
export type ReplyView = z.infer<typeof ReplyView>;

export const ReplyListView = z.object({ items: z.array(ReplyView), nextCursor }).meta({ id: 'ReplyList' });
export type ReplyListView = z.infer<typeof ReplyListView>;
