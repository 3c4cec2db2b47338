import { z } from 'zod';
import { DutyView } from '../duty/switch-duty.ts';

export const PoolDutyView = z
  .object({
    poolId: z.string(),
    items: z.array(
      z.object({
        repId: z.string(),
        name: z.string(),
        duty: DutyView.nullable().meta({ description: 'Null: nothing is switched, the hours alone count' }),
      }),
    ),
  })
  .meta({ id: 'PoolDuty', description: 'What is switched for each rep of a pool' });
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
