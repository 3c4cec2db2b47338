import { z } from 'zod';
import { Moment } from '../words.ts';

/** Days on which a rep is away. */
export const LeaveView = z.object({
  from: z.iso.date(),
  to: z.iso.date().meta({ description: 'The last day of it' }),
  part: z.enum(['morning', 'afternoon']).nullable().meta({ description: 'Of each of the days; null: whole days' }),
  isPlanned: z.boolean().meta({
    description: 'True: noted by the rep or a leader, and may be withdrawn until it begins; false: the configuration says it',
  }),
});
export type LeaveView = z.infer<typeof LeaveView>;

export const PlannedLeaveView = z
  .object({
    repId: z.string(),
    from: z.iso.date(),
    to: z.iso.date(),
    endsAt: Moment.meta({ description: 'From then on the hours count again' }),
    by: z.string().meta({ description: 'The user who noted it' }),
  })
  .meta({ id: 'PlannedLeave', description: 'Days to come on which a rep is given nothing' });
export type PlannedLeaveView = z.infer<typeof PlannedLeaveView>;
