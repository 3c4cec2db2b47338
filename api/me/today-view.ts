import { z } from 'zod';
import { LeaveView } from '../duty/leave-view.ts';
import { DutyView } from '../duty/switch-duty.ts';
import { Bilingual, Moment } from '../words.ts';
import { NoticesView } from './notices-view.ts';

const count = z.number().int();

/** What a rep did today. */
const DayNumbers = z.object({
  calls: count.meta({ description: 'Calls of today that the caller logged and has not taken back' }),
  reached: count.meta({ description: 'Those of them that reached somebody' }),
  accepted: count.nullable().meta({ description: 'Offers that the caller accepted; null: none of their pools offers what it gives' }),
  firstContact: z.object({ medianMs: count, leads: count }).nullable().meta({
    description:
      'Half of those whom the caller reached for the first time today were reached within `medianMs` of their working time since they had them; null: nobody yet',
  }),
  meetings: count.meta({ description: 'Meetings that the caller arranged' }),
  won: count.meta({ description: 'Opportunities of theirs that were won and still are' }),
  revenue: z.array(z.object({ currency: z.string(), booked: count, net: count })).meta({
    description:
      'What orders of people whom they have came to today, in the smallest unit of each currency: confirmed less cancelled and returned, paid less refunded',
  }),
  isWhole: z.boolean().meta({ description: 'False: there is more than was looked at, so that each is at least as many' }),
});

/** How somebody stands in a pool for the next thing that it gives. */
const Standing = z
  .enum(['next', 'amongNext', 'inTurn', 'byLeader', 'firstCome', 'capDay', 'capOpen', 'offDuty', 'onLeave', 'outsideHours', 'inactive'])
  .meta({
    description:
      '`next`: the next lead that nobody has a claim to; `amongNext`: one of several who are equally near to it; `inTurn`: behind others; `byLeader`, `firstCome`: the pool has no turns; `capDay`, `capOpen`: has as much as they may be given, of a day or at once; the others are away',
  });

const MemberTurn = z.object({
  name: z.string(),
  isMe: z.boolean(),
  standing: Standing,
  until: Moment.nullable().meta({ description: 'When time alone ends what keeps them from being given anything' }),
  place: count
    .nullable()
    .meta({ description: '1 is next; equals share a place. Null: they are given nothing now, or the pool has no turns' }),
  credits: z.number().meta({ description: 'What the pool has given them so far' }),
  owed: z.number().meta({ description: 'Leads owed over the long run; below 0 for who is ahead' }),
  load: z
    .object({ open: count, today: count })
    .nullable()
    .meta({ description: 'What they have in hand, and were given today, of all pools; null: it is not counted' }),
  caps: z
    .object({ open: count.nullable(), perDay: count.nullable() })
    .meta({ description: 'The most that they may have; null: any number' }),
});
export type MemberTurn = z.infer<typeof MemberTurn>;

export const TodayView = z
  .object({
    since: Moment.meta({ description: 'When the day began by the clocks of the caller' }),
    numbers: DayNumbers.nullable().meta({ description: 'Null for who is no rep' }),
    pools: z
      .array(z.object({ poolId: z.string(), name: Bilingual, members: z.array(MemberTurn) }))
      .meta({ description: 'Pools that the caller is a member of, or leads; whose turn it is stands first in each' }),
    duty: DutyView.nullable().meta({ description: 'What is switched for a rep; null: nothing, so that their hours count' }),
    leave: z.array(LeaveView).meta({
      description: 'Days on which a rep is away, from today on, the next first; ten at most of what is noted and of what is configured',
    }),
    notices: NoticesView,
  })
  .meta({ id: 'Today', description: 'How the day of the caller stands, their turn in their pools, and when and where they are reached' });
export type TodayView = z.infer<typeof TodayView>;
