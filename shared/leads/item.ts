import { CorruptItemError } from '../platform/errors.ts';
import { sameRef } from '../platform/ids.ts';
import { indexKeys, keys } from '../platform/keys.ts';
import type { Item } from '../platform/table.ts';
import { versioned } from '../platform/versioned.ts';
import { Lead, type Touch } from './record.ts';

/**
 * A lead as it lies in the table: what is empty, or said by the keys or the source already, is left out. A write costs by started
 * KB, and every lead is written twice or more: this keeps nearly all of them within one.
 */
function itemOf(lead: Lead): Item {
  const { leadId, createdAt, region, source, consent, status, evidence, ...rest } = lead;
  return {
    ...keys.lead(leadId),
    ...indexKeys.created(leadId, createdAt),
    ...indexKeys.region(region.provinceCode, leadId),
    ...filled(rest),
    ...(status === empty.status ? {} : { status }),
    ...filled({ evidence: withoutDefaults(evidence, emptyEvidence) }),
    region: filled(region),
    source: { ...source, first: filled(source.first) },
    ...filled({ consent: shortConsents(consent, source.first) }),
  };
}

function leadOf(item: Item): Lead {
  const [createdAt, leadId] = String(item.createdSk).split('#');
  const first = { ...emptyTouch, ...Object(Object(item.source).first) };
  const parsed = Lead.safeParse({
    ...empty,
    createdAt,
    leadId,
    ...item,
    evidence: { ...emptyEvidence, ...Object(item.evidence) },
    region: { ...emptyRegion, ...Object(item.region) },
    source: { ...Object(item.source), first },
    consent: wholeConsents(Object(item.consent), first),
  });
  if (parsed.success) return parsed.data;
  throw new CorruptItemError(`a lead item is malformed at ${parsed.error.issues.map((issue) => issue.path.join('.')).join(', ')}`);
}

export const leadStore = versioned({ parse: leadOf, toItem: itemOf, elementIds: { extraPhones: 'raw' } });

/** Reads a lead's item. @throws CorruptItemError for an item that is no lead. */
export const parseLead = leadStore.parse;

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
  status: 'active',
  companyId: null,
  mergedInto: null,
  tags: [],
  extra: {},
} as const satisfies Partial<Lead>;
const emptyEvidence = { temperature: 'cold', fit: 'D' } as const satisfies Lead['evidence'];
const emptyRegion = { provinceCode: null, provinceName: null, macroRegion: null, formerCode: null, raw: null } as const;
const emptyTouch = { pageUrl: null, referrer: null, utm: {} } as const;

function filled(values: object): Item {
  const isEmpty = (value: unknown) => value === null || (typeof value === 'object' && Object.keys(value).length === 0);
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)));
}

function withoutDefaults<Values extends object>(values: Values, defaults: Values): Item {
  const known = new Map(Object.entries(defaults));
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== known.get(name)));
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
