import { z } from 'zod';

/** Ways in which a person tells a colleague what they agree to, or refuse. */
export const SaidBy = z.enum(['phone', 'email', 'message', 'inPerson', 'letter']);
