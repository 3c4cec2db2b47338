import { z } from 'zod';
import type { ConnectorConfig } from './connector-config.ts';
import type { Arrival, Told } from './connector-type.ts';
import { type Delivery, textOfDelivery } from './delivery.ts';
import { PlatformLead } from './platform-lead.ts';

/** What a delivery keeps of a platform: what a person answered, or only by what it is asked for. */
export const PlatformContent = z.discriminatedUnion('is', [
  z.object({ is: z.literal('lead'), lead: PlatformLead }),
  z.object({
    is: z.literal('reference'),
    leadId: z.string(),
    ids: z.record(z.string(), z.string()),
    /** What the delivery itself said of the person. Signed, it counts where the platform gives no other answer. */
    said: z.object({ lead: PlatformLead, isSigned: z.boolean() }).nullable(),
  }),
]);
export type PlatformContent = z.infer<typeof PlatformContent>;
export type PlatformReference = Extract<PlatformContent, { is: 'reference' }>;

export const bytesOf = (content: PlatformContent): Uint8Array => Buffer.from(JSON.stringify(content));

/** Returns what is kept of one lead: told by a delivery or found by a look, it has the same id. */
export function arrivalOf(content: PlatformContent): Arrival {
  const leadId = content.is === 'lead' ? content.lead.leadId : content.leadId;
  return {
    id: `lead/${leadId}`,
    content: bytesOf(content),
    contentType: 'application/json',
    isTest: content.is === 'lead' && content.lead.isTest,
  };
}

/** Reads what a delivery keeps; null for one that was emptied, because its person was erased. */
export function contentOf(delivery: Delivery): PlatformContent | null {
  try {
    return PlatformContent.parse(JSON.parse(textOfDelivery(delivery)));
  } catch {
    return null;
  }
}

/** Returns a lead as the mapping reads it. `newsletterBox` of the settings names the box by which people agree to advertising. */
export function toldOfLead(lead: PlatformLead, { settings }: ConnectorConfig, targets: Readonly<Record<string, string>>): Told {
  const answers = lead.answers.map(({ name, values }) => ({ path: name, text: values.join('\n') }));
  const taken = new Set(answers.map(({ path }) => path));
  const origin = Object.entries(lead.origin).flatMap(([path, text]) => (taken.has(path) ? [] : [{ path, text }]));
  const box = lead.boxes.find(({ key }) => key === settings.newsletterBox);
  return {
    pairs: [...answers, ...origin],
    targets: { ...Object.fromEntries(Object.keys(lead.origin).map((name) => [name, 'keep'])), ...targets },
    platformId: lead.leadId,
    happenedAt: lead.at,
    ...(box && { consent: { newsletter: box.isTicked } }),
  };
}
