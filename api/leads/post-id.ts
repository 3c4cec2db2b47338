import { z } from 'zod';

/** Which post it was. */
export const postId = z.string().nullable().meta({ description: 'Null for roles that do not see contact details' });
