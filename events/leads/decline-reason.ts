import { z } from 'zod';

/** Why a rep does not take what was offered to them. `wrongTerritory`, `spam` and `duplicate`: it should not have counted as theirs. */
export const DeclineReason = z.enum(['wrongTerritory', 'spam', 'duplicate', 'noCapacity', 'other']);
export type DeclineReason = z.infer<typeof DeclineReason>;
