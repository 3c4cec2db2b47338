import { z } from 'zod';
import { defineEvent } from '../contract.ts';

export const mergeUndone = defineEvent({
  detailType: 'lead.merge_undone',
  version: 1,
  about: 'Two leads that were one are two again; what happened since is with the one that it was of.',
  data: {
    otherLeadId: z.string(),
    /** Whether this lead is the one that was left, or the one that was part of it. */
    was: z.enum(['survivor', 'loser']),
    /** Posts and calls since that went to the one that was part of the other. */
    posts: z.number().int().nonnegative(),
    calls: z.number().int().nonnegative(),
    /** Mails since to an address that only that one has. @default - nobody counted them */
    mails: z.number().int().nonnegative().optional(),
    /** Devices on which its person posted since. @default - nobody counted them */
    devices: z.number().int().nonnegative().optional(),
    /** Sequences whose runs of the one that was part of the other ended by the merge, and do not begin again. @default - none */
    sequencesLeft: z.array(z.string()).optional(),
    /** Who has this lead again; null: nobody, or the owner is as it was. */
    repId: z.string().nullable(),
  },
  example: { otherLeadId: 'L01K9ZQ3V7N8Q0WJ9F4TE6H1KCN', was: 'loser', posts: 1, calls: 0, repId: 'rep-lan' },
});
