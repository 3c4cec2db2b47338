import { z } from 'zod';

/** What a digest is about: a week from Monday, or a month. */
export const DigestPeriod = z.enum(['week', 'month']);
export type DigestPeriod = z.infer<typeof DigestPeriod>;
