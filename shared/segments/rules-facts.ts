import { answersTo, type Fields } from '../fields/index.ts';
import { kindOf } from '../identity/rules-kind.ts';
import { fold } from '../identity/text.ts';
import type { LeadEvidence } from '../leads/evidence.ts';
import type { ConsentPurpose, Lead, LeadRegion, LeadStatus, Locale, Stage } from '../leads/record.ts';
import { consentsInForce } from '../leads/rules-consent.ts';
import type { Profile } from '../profiles/index.ts';
import { askedFields } from '../profiles/profile-conditions.ts';
import { profileWords } from '../profiles/rules-words.ts';
import type { Bought } from '../purchases/index.ts';
import type { MomentName } from './rule-config.ts';

/** What segments ask of a lead: no name, no address, no number. */
export interface LeadFacts {
  readonly region: NonNullable<LeadRegion['macroRegion']> | 'unknown';
  readonly province: string | null;
  readonly kind: 'b2b' | 'b2c';
  readonly sources: readonly string[];
  readonly campaign: string | null;
  readonly products: readonly string[];
  readonly tags: readonly string[];
  /** Answers to declared fields that are open, as rules compare them. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
  readonly locale: Locale;
  readonly consents: readonly ConsentPurpose[];
  readonly stage: Stage;
  readonly status: LeadStatus;
  /** What is known of the person beside the record, as far as rules may ask; folded. */
  readonly profile: ReadonlyMap<string, readonly string[]>;
  /** How the person stands to the event of each form that they registered by. */
  readonly registrations: ReadonlyMap<string, readonly string[]>;
  readonly evidence: LeadEvidence;
  /** The lead has a cart that it left on the site. */
  readonly leftCart: boolean;
  /** In epoch milliseconds; null for what never was. */
  readonly moments: Readonly<Record<MomentName, number | null>>;
  /** By currency, in its smallest unit. */
  readonly netPaid: ReadonlyMap<string, number>;
  readonly bought: readonly string[];
  /** In which dates of rules are read. */
  readonly timeZone: string;
}

/** What is known of a lead beside its record. */
export interface BesideLead {
  /** When the person did something last, as the card of the lead says; undefined: the lead has no card yet. */
  readonly activeAt: string | undefined;
  readonly bought: Bought;
  readonly timeZone: string;
  /** Null where nobody read it. */
  readonly profile: Profile | null;
  /** @default - nobody read it */
  readonly registrations?: LeadFacts['registrations'];
  /** Fields that the company has declared. */
  readonly fields: Fields;
}

/** Returns what segments ask of a lead. */
export function factsOf(
  lead: Lead,
  { activeAt = lead.createdAt, bought, timeZone, fields, profile, registrations = new Map() }: BesideLead,
): LeadFacts {
  const { region, source, createdAt, moved, statusSet } = lead;
  const { utm, sourceId } = source.first;
  return {
    region: region.macroRegion ?? 'unknown',
    province: region.provinceCode,
    kind: kindOf(lead),
    sources: [sourceId, ...(utm.source === undefined ? [] : [utm.source])],
    campaign: utm.campaign ?? null,
    products: lead.products,
    tags: lead.tags,
    fields: openAnswers(lead, fields),
    locale: lead.locale,
    consents: consentsInForce(lead),
    stage: lead.stage,
    status: lead.status,
    profile: profile ? profileFacts(profile) : new Map(),
    registrations,
    evidence: lead.evidence,
    leftCart: typeof lead.leftCart === 'string',
    moments: {
      created: momentOf(createdAt),
      active: momentOf(activeAt),
      stageSince: momentOf(moved?.at ?? createdAt),
      statusSince: momentOf(statusSet?.at ?? createdAt),
      lastPaid: bought.lastPaidAt === null ? null : momentOf(bought.lastPaidAt),
      lastOrdered: bought.lastOrderedAt === null ? null : momentOf(bought.lastOrderedAt),
    },
    netPaid: bought.net,
    bought: bought.products,
    timeZone,
  };
}

function profileFacts(profile: Profile): LeadFacts['profile'] {
  // Of one value the newest counts, and what stood before it lies behind.
  const known = askedFields.map((field) => [field, profileWords(profile, field).map(fold)] as const);
  return new Map(known.filter(([, words]) => words.length > 0));
}

function openAnswers({ extra }: Lead, fields: Fields): LeadFacts['fields'] {
  const open = [...fields.values()].filter(({ privacy }) => privacy === 'open');
  const answered = open.map((field) => [field.id, answersTo(field, extra)] as const);
  return new Map(answered.filter(([, answers]) => answers.length > 0));
}

/** Null for a text that is no moment: no rule fits it. */
function momentOf(text: string): number | null {
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at;
}
