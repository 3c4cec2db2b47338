import { z } from 'zod';

/** What a person asks for (Decree 356/2025 Art. 5). */
export const RequestKind = z.enum(['view', 'correct', 'provide', 'delete', 'withdraw', 'restrict', 'object']);
export type RequestKind = z.infer<typeof RequestKind>;

/** How the request came. */
export const RequestVia = z.enum(['email', 'phone', 'letter', 'form', 'inPerson', 'other']);

/** Why a request is not met. */
export const RefusalReason = z.enum(['identityNotShown', 'lawRequiresKeeping', 'notOurs', 'takenBack', 'other']);
export type RefusalReason = z.infer<typeof RefusalReason>;

/** Why there is more time, once. */
export const ExtensionReason = z.enum(['manyRequests', 'complex', 'processors', 'other']);
export type ExtensionReason = z.infer<typeof ExtensionReason>;

export const exampleRequestId = 'Y01K9ZQ3V7N8Q0WJ9F4TE6H1KCQ';
export const exampleBreachId = 'V01K9ZQ3V7N8Q0WJ9F4TE6H1KCR';
