import { z } from 'zod';
import { defineEvent } from '../contract.ts';

export const visitorUnlinked = defineEvent({
  detailType: 'visitor.unlinked',
  version: 1,
  about: "A link was undone: the device's history is no longer the lead's.",
  data: { visitorId: z.string() },
  example: { visitorId: '6f1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9' },
});
