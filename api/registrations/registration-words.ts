import { z } from 'zod';

/** The form by which people register for an event. */
export const EventPath = z.object({ formId: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/) });
export const exampleEvent = 'hoi-thao';
