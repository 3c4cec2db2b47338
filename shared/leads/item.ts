import { isDeepStrictEqual } from 'node:util';
import { CorruptItemError } from '../platform/errors.ts';
import { type LeadId, sameRef } from '../platform/ids.ts';
import { keys, partitionId } from '../platform/keys.ts';
import type { Item } from '../platform/table.ts';
import { versioned } from '../platform/versioned.ts';
import { noEvidence } from './evidence.ts';
import { Lead, type LeadPhone, type LeadRegion, type LeadSource, type Touch } from './record.ts';

/**
 * A lead as it lies in the table: what is empty, or said by the keys or the source already, is left out. A write costs by started
 * KB, and every lead is written twice or more: this keeps nearly all of them within one.
 */
function itemOf(lead: Lead): Item {
  const { leadId, region, source, consent, phone, routing, stage, status, locale, openProposals, evidence, ...rest } = lead;
  return {
    ...keys.lead(leadId),
    ...filled(rest),
    ...withoutDefaults({ stage, status, locale, openProposals }, usual),
    // Always there, also when all that is known of it is usual: what other versions of the code keep in it must not go with it.
    evidence: withoutDefaults(evidence, noEvidence),
    ...filled({
      phone: phone && withoutDefaults(phone, usualPhone),
      routing: routing && withoutDefaults(routing, usualRouting(rest.owner)),
    }),
    region: withoutDefaults(filled(region), usualRegion),
    source: { ...withoutDefaults(source, usualSource), first: withoutDefaults(filled(source.first), usualTouch) },
    ...filled({ consent: shortConsents(consent, source.first) }),
  };
}

function leadOf(item: Item): Lead {
  const first = { ...emptyTouch, ...usualTouch, ...Object(Object(item.source).first) };
  const parsed = Lead.safeParse({
    ...empty,
    leadId: partitionId(item),
    ...usual,
    ...item,
    phone: item.phone ? { ...usualPhone, ...Object(item.phone) } : null,
    routing: item.routing ? { ...usualRouting(item.owner), ...Object(item.routing) } : null,
    evidence: { ...noEvidence, ...Object(item.evidence) },
    region: { ...emptyRegion, ...usualRegion, ...Object(item.region) },
    source: { ...usualSource, ...Object(item.source), first },
    consent: wholeConsents(Object(item.consent), first),
  });
  if (parsed.success) return parsed.data;
  throw new CorruptItemError(`a lead item is malformed at ${parsed.error.issues.map((issue) => issue.path.join('.')).join(', ')}`);
}

/** Returns a lead as one item without its place: for whoever keeps what it was, so that later versions of the code can still read it. */
export function imageOf(lead: Lead): Item {
  const { pk: _pk, sk: _sk, ...image } = itemOf(lead);
  return image;
}

/** Reads a lead of what was kept of it. @throws CorruptItemError */
export const leadOfImage = (leadId: LeadId, image: Item): Lead => leadOf({ ...keys.lead(leadId), ...image });

/** Of whole leads; how they lie in items is told by lead-parts.ts. */
export const leadStore = versioned({ parse: leadOf, toItem: itemOf, elementIds: { extraPhones: 'raw' } });

const empty = {
  fullName: null,
  email: null,
  phone: null,
  extraPhones: [],
  company: null,
  title: null,
  products: [],
  owner: null,
  routing: null,
  companyId: null,
  mergedInto: null,
  tags: [],
  extra: {},
} as const satisfies Partial<Lead>;
/** What nearly all leads have, and no item needs to say. */
const usual = { stage: 'lead', status: 'active', locale: 'vi', openProposals: false } as const satisfies Partial<Lead>;
const usualPhone = { valid: true, type: 'mobile', claimed: true } as const satisfies Partial<LeadPhone>;
/** Nearly every lead with an owner is owned, and without one it waits for one. */
const usualRouting = (owner: unknown) =>
  ({ matchedBy: ['macroRegion'], state: owner ? 'owned' : 'waiting' }) satisfies Partial<NonNullable<Lead['routing']>>;
const usualRegion = { reason: 'given' } as const satisfies Partial<LeadRegion>;
const usualSource = { origin: 'inbound' } as const satisfies Partial<LeadSource>;
const usualTouch = { channel: 'form' } as const satisfies Partial<Touch>;
const emptyRegion = { provinceCode: null, provinceName: null, macroRegion: null, formerCode: null, raw: null } as const;
const emptyTouch = { pageUrl: null, referrer: null, utm: {} } as const;

function filled(values: object): Item {
  const isEmpty = (value: unknown) => value === null || (typeof value === 'object' && Object.keys(value).length === 0);
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)));
}

function withoutDefaults(values: object, defaults: object): Item {
  const known = new Map(Object.entries(defaults));
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => !known.has(name) || !isDeepStrictEqual(value, known.get(name))),
  );
}

/** A consent given with the lead's first post, as nearly all are, need not name that post and its moment again. */
function shortConsents(consent: Lead['consent'], first: Touch): Item {
  return Object.fromEntries(
    Object.entries(consent).map(([purpose, grant]) => {
      const { channel, sourceId, submissionId, at, ...evidence } = grant;
      const isFirst = at === first.at && sameRef({ channel, sourceId, submissionId }, first);
      return [purpose, isFirst ? evidence : grant];
    }),
  );
}

function wholeConsents(consent: object, { channel, sourceId, submissionId, at }: Partial<Touch>): Item {
  const given = { channel, sourceId, submissionId, at };
  return Object.fromEntries(Object.entries(consent).map(([purpose, grant]) => [purpose, { ...given, ...Object(grant) }]));
}
