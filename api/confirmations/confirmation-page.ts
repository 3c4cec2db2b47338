import { z } from 'zod';
import type { Described } from '../contract.ts';

export const exampleLinkToken = 'tq4c2t.L01K9ZQ3V7N8Q0WJ9F4TE6H1KCM.vi.q0Jm5o1r2s3t4u5v6w7x8y9z';

/** A page for a person, in the language of the mail that led to it. */
export const page = (description: string): Described => ({ description, mediaType: 'text/html', schema: z.string() });
