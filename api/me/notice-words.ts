import { z } from 'zod';

/** Where somebody may hear of leads. */
export const NoticeChannel = z.enum(['email', 'telegram', 'webhook']);
export type NoticeChannel = z.infer<typeof NoticeChannel>;

/** A part of each day, by the clocks of the rep, else of the company. */
export const QuietHours = z
  .strictObject({
    from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time of day such as "21:00"'),
    to: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time of day such as "07:00"'),
  })
  .refine(({ from, to }) => from !== to, { path: ['to'], message: 'write another time than `from`: a whole day is not quiet' })
  .meta({
    description:
      'From one time of day to another, over midnight where `to` is the earlier one; by the clocks of the rep, else of the company',
  });
export type QuietHours = z.infer<typeof QuietHours>;
