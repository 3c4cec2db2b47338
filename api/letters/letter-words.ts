import { z } from 'zod';

/** Whatever praises or sells is `advertising`. */
export const LetterPurpose = z.enum(['service', 'advertising']);
