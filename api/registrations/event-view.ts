import { z } from 'zod';
import { Bilingual } from '../words.ts';

/** An event that people register for by a form. */
export const EventView = z
  .object({
    formId: z.string(),
    title: Bilingual,
    startsAt: z.string(),
    endsAt: z.string(),
    place: Bilingual.nullable().meta({ description: 'null: online alone' }),
    capacity: z.number(),
    calledOff: z.boolean(),
    taken: z.number().meta({ description: 'Places that are taken, also by people whom the caller may not see' }),
    waiting: z.number(),
    attended: z.number(),
  })
  .meta({ id: 'Event' });

export const EventListView = z.object({ items: z.array(EventView) }).meta({ id: 'EventList' });
export type EventListView = z.infer<typeof EventListView>;
