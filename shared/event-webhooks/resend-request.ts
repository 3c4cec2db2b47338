import { z } from 'zod';
import { WebhookId } from '../platform/ids.ts';

/** What is lost is told again by, apart from the work itself: in slices, each of which asks for the next one. */
export const resendRequest = {
  kind: 'resendWebhooks' as const,
  schema: z.object({
    webhookId: WebhookId,
    since: z.iso.datetime(),
    /** When it was asked for: what is lost later is for the next time. */
    until: z.iso.datetime(),
    /** The same request makes no second delivery. */
    name: z.string().min(1),
    after: z.string().nullable(),
  }),
};
