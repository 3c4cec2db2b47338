import { z } from 'zod';
import { defineEvent } from '../contract.ts';

export const sequenceEnded = defineEvent({
  detailType: 'sequence.ended',
  version: 1,
  about: 'A run of a lead through a sequence is over.',
  data: {
    sequenceId: z.string(),
    run: z.number().int().positive(),
    /** The last step that was next. */
    stepId: z.string(),
    /** Whether it came to its end or its goal, or what ended it before. */
    reason: z.enum(['finished', 'goal', 'exit', 'optOut', 'disqualified', 'merged', 'byHand', 'sequenceGone', 'momentOver', 'replied']),
    /** Which exit; left out for other reasons. */
    exitId: z.string().optional(),
  },
  example: { sequenceId: 'chao-nguoi-moi', run: 1, stepId: 'goi-hoi-tham', reason: 'goal' },
});
