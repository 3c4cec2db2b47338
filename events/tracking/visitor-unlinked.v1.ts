import { z } from 'zod';
import { defineEvent } from '../contract.ts';

export const visitorUnlinked = defineEvent({
  detailType: 'visitor.unlinked',
  version: 1,
  about: "A link ended: the device's history is no longer the lead's.",
  data: {
    visitorId: z.string(),
    /** `superseded`: it was weak, and somebody said who they are. Absent in entries of links that were undone before there was another reason. */
    reason: z.enum(['undone', 'superseded']).optional(),
  },
  example: { visitorId: '6f1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9', reason: 'undone' },
});
