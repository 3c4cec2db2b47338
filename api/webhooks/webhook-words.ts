import { z } from 'zod';
import { Stage } from '../words.ts';

/** Where an endpoint stands: https, a name for its host. */
export const EndpointUrl = z.string().min(1).max(2_048).meta({
  description: 'An address of the public internet: https, a name for its host, no user name, no port below 1024',
});

export const EndpointEvents = z
  .array(z.string().min(1).max(64))
  .min(1)
  .max(100)
  .meta({ description: 'Names of events, such as `lead.created` (docs/generated/events.md); `*` for all. `lead.erased` is always told' });

const ids = z.array(z.string().min(1).max(64)).max(100);

/** Of which leads an endpoint hears: what is left out or empty asks for nothing. */
export const EndpointFilterWord = z.strictObject({
  pools: ids.default([]).meta({ description: 'The lead is of one of these pools' }),
  products: ids.default([]).meta({ description: 'It has asked for one of these products' }),
  stages: z.array(Stage).max(7).default([]).meta({ description: 'It is at one of these stages' }),
});

export const LeadShareWord = z.enum(['none', 'masked', 'full']).meta({
  description:
    'What each event brings of its lead beside ids, as the API shows it when the event is taken up: nothing; the record without name, number and address, as a marketer sees it; or all that an admin sees',
});

export const OffBecauseWord = z.enum(['person', 'failing', 'gone']).meta({
  description: 'Somebody turned it off; for a week nothing arrived; or it answered 410',
});

export const DeliveryState = z.enum(['waiting', 'done', 'refused', 'givenUp']).meta({
  description:
    '`waiting` for its first or next attempt; `done`: it answered 2xx; `refused`: 410, or nobody is told any more; `givenUp` after ten attempts',
});

export const DeliveryFault = z.string().nullable().meta({ description: 'Why there was no answer, such as `timeout` or `tls`' });

export const exampleWebhookId = 'W01K9ZQ3V7N8Q0WJ9F4TE6H1KCS';
export const exampleDeliveryId = 'q3V7N8Q0WJ9F4TE6H1KCSq3V7N8';
