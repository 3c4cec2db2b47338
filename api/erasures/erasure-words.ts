import { z } from 'zod';

/** Why a person is erased. */
export const EraseReason = z.enum(['personAsked', 'consentWithdrawn', 'purposeOver', 'unlawful', 'other']);
export type EraseReason = z.infer<typeof EraseReason>;

/** A number of the company's own register, and no name. */
export const requestReference = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$/;

export const exampleErasureId = 'E01K9ZQ3V7N8Q0WJ9F4TE6H1KCP';
