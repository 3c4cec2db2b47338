import { z } from 'zod';

/** That a person registered for an event, and what became of it. */
export const RegistrationView = z
  .object({
    leadId: z.string(),
    fullName: z.string().nullable().meta({ description: 'null where the caller may not see it' }),
    phoneEnd: z
      .string()
      .nullable()
      .meta({ description: 'The last three digits, by which people find themselves at the door; null where the caller may not see names' }),
    state: z
      .enum(['confirmed', 'waiting', 'refused', 'cancelled'])
      .meta({ description: '`refused`: no place was left, or it was too late' }),
    reason: z.string().meta({ description: 'Why: a word of `registration.changed`' }),
    since: z.string(),
    arrivedAt: z.string().meta({ description: 'When the post came; who came earlier waits in front' }),
    code: z.string().nullable().meta({ description: 'What the person shows at the door; null where they have no place' }),
    attendedAt: z.string().nullable(),
    missedAt: z.string().nullable().meta({ description: 'When it was noted that nobody saw them' }),
  })
  .meta({ id: 'Registration' });
export type RegistrationView = z.infer<typeof RegistrationView>;

export const RegistrationListView = z
  .object({
    event: z.object({ startsAt: z.string(), endsAt: z.string(), capacity: z.number(), calledOff: z.boolean() }),
    taken: z.number().meta({ description: 'Places of the event that are taken, also by people whom the caller may not see' }),
    waiting: z.number(),
    attended: z.number(),
    items: z.array(RegistrationView),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'RegistrationList' });
export type RegistrationListView = z.infer<typeof RegistrationListView>;
