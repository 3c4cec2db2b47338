import { z } from 'zod';
import { PlatformId } from '../platform-lead.ts';
import { readExactly } from '../rules-exact-json.ts';

/** A lead of which Meta tells; what the person answered has to be asked for. */
export interface MetaReference {
  readonly leadId: string;
  readonly formId: string | null;
  readonly pageId: string | null;
}

const Told = z.object({ leadgen_id: PlatformId, form_id: PlatformId.nullish(), page_id: PlatformId.nullish() });
const Change = z.object({ field: z.string(), value: z.unknown() });
const Delivery = z.object({
  object: z.literal('page'),
  entry: z.array(z.object({ id: PlatformId.nullish(), changes: z.array(z.unknown()).nullish() })),
});

/** The button "Test" of the webhook's settings sends ids of fours alone, of a lead that there is not. */
const isSample = (leadId: string): boolean => /^4{6,}$/.test(leadId);

/** Meta packs at most a thousand changes into a delivery. */
const mostReferences = 1_000;

/**
 * Reads the leads that a delivery tells of; null for what is no delivery. Changes of other kinds, and those that tell of no lead, are
 * passed over, so that one that is broken takes no other with it.
 */
export function readMetaDelivery(body: Uint8Array): MetaReference[] | null {
  const delivery = Delivery.safeParse(readExactly(body)).data;
  if (!delivery) return null;
  const references = new Map<string, MetaReference>();
  for (const { id, changes } of delivery.entry) {
    for (const change of changes ?? []) {
      const { field, value } = Change.safeParse(change).data ?? {};
      const told = field === 'leadgen' ? Told.safeParse(value).data : undefined;
      if (!told || isSample(told.leadgen_id)) continue;
      const { leadgen_id: leadId, form_id: formId = null, page_id: pageId = null } = told;
      if (references.size < mostReferences) references.set(leadId, { leadId, formId, pageId: pageId ?? id ?? null });
    }
  }
  return [...references.values()];
}
