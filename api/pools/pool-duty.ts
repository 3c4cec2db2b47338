import { z } from 'zod';
import { LeaveView } from '../duty/leave-view.ts';
import { DutyView } from '../duty/switch-duty.ts';

export const PoolDutyView = z
  .object({
    poolId: z.string(),
    items: z.array(
      z.object({
        repId: z.string(),
        name: z.string(),
        duty: DutyView.nullable().meta({ description: 'Null: nothing is switched, the hours alone count' }),
        leave: z
          .array(LeaveView)
          .meta({ description: 'Leave that is not over, the next first; what has begun stands in `duty`, or comes of the configuration' }),
      }),
    ),
  })
  .meta({ id: 'PoolDuty', description: 'What is switched for each rep of a pool, and when they are away' });
export type PoolDutyView = z.infer<typeof PoolDutyView>;

export const SwitchedDutyView = z
  .object({
    poolId: z.string(),
    items: z.array(
      z.object({
        repId: z.string(),
        outcome: z.enum(['switched', 'notInPool']).meta({
          description: '`notInPool`: the pool has no such rep (any more); the others are switched all the same',
        }),
        duty: DutyView.nullable().meta({ description: 'What is switched now; null for whoever is not in the pool' }),
      }),
    ),
  })
  .meta({ id: 'PoolDutySwitched', description: 'One answer for each rep, in the order in which they were named' });
export type SwitchedDutyView = z.infer<typeof SwitchedDutyView>;
