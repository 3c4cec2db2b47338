import { z } from 'zod';
import { WebhookId } from '../platform/ids.ts';

/** What people are told by that an endpoint was turned off, apart from the work itself. `at`: when; of another time nobody is told. */
export const webhookOffRequest = {
  kind: 'tellWebhookOff' as const,
  schema: z.object({ webhookId: WebhookId, at: z.string() }),
};
