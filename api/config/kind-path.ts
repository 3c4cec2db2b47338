import { z } from 'zod';

/** The document lists the kinds in place of `{kinds}`: they are the company's rules, not the API's words. */
export const KindPath = z.object({ kind: z.string().meta({ description: 'One of {kinds}' }) });

export const version = z.coerce.number().int().min(0).max(99_999_999);

export const whoMayConfigure = 'For admins and marketers; `users` and `competitors` are for admins alone, `reps` only admins change.';
