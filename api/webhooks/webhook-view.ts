import { z } from 'zod';
import { Moment, Stage } from '../words.ts';
import { DeliveryFault, DeliveryState, LeadShareWord, OffBecauseWord } from './webhook-words.ts';

const endpoint = {
  webhookId: z.string(),
  url: z.string(),
  description: z.string(),
  events: z.array(z.string()),
  filter: z.object({ pools: z.array(z.string()), products: z.array(z.string()), stages: z.array(Stage) }),
  lead: LeadShareWord,
  owner: z.string().meta({ description: 'The user who answers for the address' }),
  isOn: z.boolean(),
  off: z.object({ at: Moment, because: OffBecauseWord }).nullable(),
  failingSince: Moment.nullable().meta({ description: 'Since when deliveries are lost and none arrives; a week of it turns it off' }),
  secrets: z
    .array(z.object({ generation: z.number().int(), endsAt: Moment.nullable() }))
    .meta({ description: 'Which secrets sign: while one is exchanged both do' }),
  createdAt: Moment,
  createdBy: z.string(),
  version: z.number().int(),
};

export const WebhookView = z.object(endpoint).meta({ id: 'Webhook', description: 'An address that is told of events' });
export type WebhookView = z.infer<typeof WebhookView>;

export const WebhookListView = z.object({ items: z.array(WebhookView) }).meta({ id: 'Webhooks' });
export type WebhookListView = z.infer<typeof WebhookListView>;

export const WebhookSecretView = z
  .object({
    ...endpoint,
    secret: z.string().meta({ description: 'To verify with, shown here alone: `whsec_…`, as Standard Webhooks spells it' }),
  })
  .meta({ id: 'WebhookWithSecret' });
export type WebhookSecretView = z.infer<typeof WebhookSecretView>;

export const DeliveryView = z
  .object({
    deliveryId: z.string(),
    messageId: z.string().meta({ description: 'The `webhook-id` that the address gets, the same whenever the event is told again' }),
    type: z.string().nullable(),
    eventId: z.string().nullable(),
    leadId: z.string().nullable(),
    state: DeliveryState,
    createdAt: Moment,
    nextAttemptAt: Moment.nullable(),
    attempts: z.array(
      z.object({
        startedAt: Moment,
        endedAt: Moment.nullable(),
        status: z.number().int().nullable().meta({ description: 'Of the answer; its body is not read' }),
        fault: DeliveryFault,
      }),
    ),
    repeats: z.string().nullable().meta({ description: 'The delivery that it repeats' }),
    repeatedBy: z.string().nullable().meta({ description: 'The delivery by which it was repeated last' }),
  })
  .meta({ id: 'WebhookDelivery', description: 'An event that an address was, or is to be, told of; kept for thirty days' });
export type DeliveryView = z.infer<typeof DeliveryView>;

export const DeliveryPageView = z
  .object({
    items: z.array(DeliveryView),
    nextCursor: z.string().nullable().meta({ description: 'Give it as `cursor` to go on; null at the end' }),
  })
  .meta({ id: 'WebhookDeliveries' });
export type DeliveryPageView = z.infer<typeof DeliveryPageView>;

export const ResentView = z
  .object({ deliveryId: z.string().nullable().meta({ description: 'The new delivery; null where those of a span are looked up first' }) })
  .meta({ id: 'WebhookResent' });
export type ResentView = z.infer<typeof ResentView>;
