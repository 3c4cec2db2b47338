import { z } from 'zod';

/** How far a lead is on its way to a rep. */
export const AssignmentView = z
  .object({
    state: z.enum(['marketing', 'waiting', 'offered', 'owned', 'floating', 'ended']).meta({
      description:
        '`marketing`: not for sales yet; `waiting`: its pool looks for somebody; `offered`: a rep is to accept it; `owned`: a rep has it; `floating`: whoever comes first takes it; `ended`: nobody is looked for',
    }),
    since: z.string(),
    slaDueAt: z.string().nullable().meta({ description: 'Until when the rep has to accept it; null: nothing is to be accepted' }),
    offersLeft: z.number().int().nullable().meta({
      description:
        'To how many more reps of the pool it is offered, should it not be accepted; null: the pool offers nothing, or somebody has it',
    }),
    protectedUntil: z
      .string()
      .nullable()
      .meta({ description: 'Until when no rule takes it from the rep; null: rules may, or nobody has it' }),
  })
  .meta({ id: 'AssignmentView' });
export type AssignmentView = z.infer<typeof AssignmentView>;
